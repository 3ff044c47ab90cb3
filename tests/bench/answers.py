"""From arrival to answer: a mail through a real Postfix to a real Dovecot, watched by a real daemon, and back."""

import imaplib
import os
import shutil
import smtplib
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import trustme

from tests import entries, servers
from tests.e2e import town
from tests.e2e.test_run import configured, running
from tests.servers import DOMAIN, HOST, PASSWORD, USERS, Dovecot, Postfix

MAILS = 19
"""With the one before them a minute's worth of letters, `smtp.per_minute`: those behind wait for the next minute."""
PAUSE = 0.002
"""Seconds between two looks into the sender's mailbox."""


def missing() -> str:
    """Why nothing can be measured here; '' where it can."""
    programs = [name for name in ("dovecot", "postfix") if shutil.which(name) is None]
    if programs:
        return f"{' and '.join(programs)} not installed"
    return "" if os.getuid() == 0 else "Postfix starts only as root"


def seconds(mails: int = MAILS) -> list[float]:
    """For each mail: from Postfix's word that it has it, to the answer lying in its sender's mailbox.

    One mail goes before them and is not counted: the daemon has only just been started.
    """
    ca = trustme.CA()
    with ExitStack() as stack:
        dovecot = stack.enter_context(servers.dovecot(ca))
        postfix = stack.enter_context(servers.postfix(ca, dovecot))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        office, first, *senders = USERS[: mails + 2]
        stack.enter_context(running(configured(folder, dovecot, postfix, office)))
        _answered(dovecot, postfix, first, office)
        return [_answered(dovecot, postfix, sender, office) for sender in senders]


def _answered(dovecot: Dovecot, postfix: Postfix, sender: str, office: str) -> float:
    own = {"biz_name": f"{sender}商店", "corp_no": "", "contact_mail": f"{sender}@{DOMAIN}"}
    sheet = entries.filled("food", {**entries.ANSWERS["food"], **own})
    data = town.entry(sheet, sender=f"{sender}@{DOMAIN}", to=f"{office}@{DOMAIN}")
    with imaplib.IMAP4(HOST, dovecot.port) as mailbox:
        mailbox.login(sender, PASSWORD)
        mailbox.select()
        with smtplib.SMTP(HOST, postfix.port) as client:
            client.sendmail(f"{sender}@{DOMAIN}", [f"{office}@{DOMAIN}"], data)
        start = time.perf_counter()
        while mailbox.select()[1] == [b"0"]:
            time.sleep(PAUSE)
        return time.perf_counter() - start


def report(measured: Callable[[], Sequence[float]] = seconds) -> str:
    """Markdown; says plainly where nothing was measured."""
    if why := missing():
        return f"arrival -> answer: skipped, {why}."
    found = sorted(measured())
    p99 = found[min(len(found) - 1, int(0.99 * len(found)))]
    return (
        f"arrival -> answer (IDLE on Dovecot, Postfix), {len(found)} mails: "
        f"median {statistics.median(found):.2f} s, p99 {p99:.2f} s."
    )
