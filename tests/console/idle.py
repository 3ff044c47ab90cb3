"""When a console has done all that it was asked: told by its event loop, not by the clock.

Textual's pilot watches the CPU in steps of 20 ms, two for each key. Two thirds of a console test were such steps, and
where other processes hold the CPU they end too early.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from heapq import nsmallest
from typing import Any

import pytest
from textual.app import App

SOON = 0.02
"""Seconds: a timer that runs out within them belongs to what was asked (a refresh, a key that waits)."""


@contextmanager
def told_by_its_loop(app: App[Any]) -> Iterator[None]:
    """Whatever waits for this app meanwhile waits for its event loop."""
    with pytest.MonkeyPatch.context() as patched:
        for module in ("textual.app", "textual.pilot"):
            patched.setattr(f"{module}.wait_for_idle", partial(_idle, app))
        yield


async def _idle(app: App[Any], _: float = 0, patience: float = 1) -> None:
    """Until nothing is to be run, no thread works, and no timer runs out soon; `patience` seconds at most."""
    loop: Any = asyncio.get_running_loop()  # asyncio tells nobody what it has to do; a test may look
    end = loop.time() + patience
    while (now := loop.time()) < end:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        if any(worker.is_running and worker._thread_worker for worker in app.workers):
            await asyncio.sleep(SOON / 10)
            continue
        coming = nsmallest(1, (each.when() for each in loop._scheduled if not each.cancelled()))
        if not coming or coming[0] > now + SOON:
            return
        await asyncio.sleep(max(0.0, coming[0] - now))
