"""On the path of a program under libfaketime, which turns a sleep that is over into one of less than nothing.

`time.sleep` tells the kernel an instant; where a busy machine comes to it late, the library's sum is negative, and the
kernel refuses it (EINVAL). Without the library no sleep is ever refused.
"""

import errno
import time
from typing import SupportsIndex

_sleep = time.sleep


def sleep(seconds: float | SupportsIndex) -> None:
    try:
        _sleep(seconds)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise


time.sleep = sleep
