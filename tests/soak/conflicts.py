"""Three consoles and a daemon write at once to the same few cases: nothing is lost, and whoever was second sees it.

Each is a process of its own over one data directory. What each says that it did is laid beside the register and its
audit afterwards. `python -m tests.soak.conflicts DIR NAME COUNT SEED` is one of them.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from console.deeds import answers, course, outcomes
from console.deeds.outcomes import Choice
from console.session import Report as Told, Session
from rules import decide
from rules.entered import Source
from rules.model import Case, OutcomeKind, State
from store import audit, cases
from store.audit import Event
from store.documents import Store
from tests.console.seed import NOW, desk, sow
from tests.soak.bounds import Bounds, Report

ROOT = Path(__file__).parents[2]
EDITS = 1_000
CLERKS = ("田中", "鈴木", "佐藤")
DAEMON = "mailbot"
FOUGHT_OVER = ("R8-0051", "R8-0055", "R8-0057", "R8-0059")
"""On the agenda, accepted, and waiting for a correction."""
CONTENDERS = (*CLERKS, DAEMON)


def run(seed: int, bounds: Bounds) -> Report:
    edits = bounds.count or EDITS
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "data"
        sow(directory)
        said = _fight(directory, edits, seed)
        report.failures += _amiss(directory, said, edits)
    clerks = [each for each in said if each["by"] != DAEMON]
    refused = [each for each in clerks if not each["ok"]]
    second = sum(each["was_second"] for each in refused)
    report.summary = (
        f"{len(clerks)} edits by {len(CLERKS)} consoles and {len(said) - len(clerks)} by a daemon on"
        f" {len(FOUGHT_OVER)} cases: {len(clerks) - len(refused)} done, {second} refused as second, each seen"
    )
    return report


def _fight(directory: Path, edits: int, seed: int) -> list[dict[str, Any]]:
    """All begin on one word, so that none is done before another has started."""
    share = -(-edits // len(CLERKS))
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", __name__, f"{directory}", name, f"{share}", f"{seed}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for name in CONTENDERS
    ]
    for each in processes:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    for each in processes:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for name, each in zip(CONTENDERS, processes, strict=True):
        each.communicate()
        assert each.returncode == 0, name
    return [
        json.loads(line)
        for name in CONTENDERS
        for line in _ledger(directory, name).read_text("utf-8").splitlines()
    ]


def _ledger(directory: Path, name: str) -> Path:
    """What one of them says that it did; no part of the store."""
    return directory.parent / f"{name}.jsonl"


def _amiss(directory: Path, said: list[dict[str, Any]], edits: int) -> Iterator[str]:
    """What the register and its audit say otherwise than those who wrote."""
    store = Store(directory)
    events = audit.every(store.log)
    marks = Counter(mark for event in events for mark in event.detail.split() if mark.startswith("#"))
    done = {each["mark"] for each in said if each["ok"] and each["deed"] != "clear"}
    cleared = Counter(event.by for event in events if event.what == "outcome.cleared")
    said_so = Counter(each["by"] for each in said if each["ok"] and each["deed"] == "clear")
    yield from [f"cleared {dict(cleared)}, said {dict(said_so)}"] * (cleared != said_so)
    yield from (
        f"{mark} was done and is in the audit {marks[mark]} times" for mark in done if marks[mark] != 1
    )
    yield from (f"{mark} is in the audit and was not done" for mark in marks if mark not in done)
    for each in said:
        if not each["ok"] and not each["told"]:
            yield f"{each['mark']} was refused without a word"
        if each.get("was_second") and not each["versions"]:
            yield f"{each['mark']} was second and did not see both versions"
    db = store.snapshot()
    for number in FOUGHT_OVER:
        case = cases.get(db, number)
        noted = {each["mark"] for each in said if each["by"] == DAEMON and each["case"] == number}
        seen = {word for sentence in case.attention for word in sentence.split()} if case else set()
        yield from (f"{mark} of the daemon is gone from {number}" for mark in noted - seen)
        remarks = {
            each["mark"] for each in said if each["ok"] and each["deed"] == "note" and each["case"] == number
        }
        kept = {word for note in case.notes for word in note.text.split()} if case else set()
        yield from (f"{mark} is no note of {number} any more" for mark in remarks - kept)
    if audit.verify(store.log):
        yield "the audit is broken"
    if sum(each["by"] != DAEMON for each in said) < edits:
        yield "a console did less than its share"


def _clerk(directory: Path, *, name: str, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Half the time on what is seen now, half the time on what was seen some edits ago."""
    session = Session(desk=desk(directory, by=name), clock=lambda: NOW)
    chance = random.Random(f"{seed} {name}")  # noqa: S311  # no secret: it only mixes
    for n in range(count):
        if chance.random() < 0.5:
            session.look()
        case = session.register.cases[chance.choice(FOUGHT_OVER)]
        mark = f"#{name}-{n}"
        deed, act = chance.choice(_offers(session, case, mark, chance))
        told = act()
        yield {
            "by": name,
            "mark": mark,
            "case": case.number,
            "deed": deed,
            "ok": told.ok,
            "told": told.message,
            "was_second": told.conflict is not None,
            "versions": _shows_both(told, case),
        }


Offer = tuple[str, Callable[[], Told]]


def _offers(session: Session, case: Case, mark: str, chance: random.Random) -> list[Offer]:
    """What this console would offer for the case as it sees it."""
    offers: list[Offer] = [("note", lambda: course.note(session, case, mark))]
    if case.state in (State.ACCEPTED, State.TABLED, State.DECIDED):
        kind = chance.choice((OutcomeKind.SELECTED, OutcomeKind.REJECTED))
        reason = "R01" if kind is OutcomeKind.REJECTED else None
        offers.append(
            ("outcome", lambda: outcomes.record(session, [case], kind, Choice(reason=reason, note=mark)))
        )
    if case.state is State.DECIDED:
        offers.append(("clear", lambda: outcomes.clear(session, [case])))
    if case.state in (State.ACCEPTED, State.TABLED):
        round = chance.choice([each for each in ("2026-11", "2026-12", "2027-01") if each != case.round])
        offers.append(("move", lambda: course.move(session, case, round, mark)))
    if case.state is State.CORRECTION_REQUESTED:
        at = NOW - timedelta(minutes=1)
        offers.append(
            ("answer", lambda: answers.give(session, case, "pr", "PR", f"おいしい {mark}", Source.PHONE, at))
        )
    return offers


def _shows_both(told: Told, case: Case) -> bool:
    """What was seen is that very version; what stands now is newer."""
    conflict = told.conflict
    if conflict is None or conflict.now is None or conflict.seen is None:
        return False
    return conflict.seen.version == case.version < conflict.now.version


def _daemon(directory: Path, *, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """As mail changes cases: the newest is read and written within one transaction."""
    store, chance = Store(directory), random.Random(f"{seed} daemon")  # noqa: S311  # no secret: it only mixes
    for n in range(count):
        number, mark = chance.choice(FOUGHT_OVER), f"#{DAEMON}-{n}"
        with store.transaction() as db:
            case = cases.get(db, number)
            assert case is not None
            cases.put(db, decide.noted(case, f"メールが届きました {mark}"))
            db.record(Event(at=NOW, by=DAEMON, what="case.mail", subject=number, detail=mark))
        yield {"by": DAEMON, "mark": mark, "case": number, "deed": "mail", "ok": True, "told": ""}


def main(place: str, name: str, count: str, seed: str) -> None:
    directory = Path(place)
    contend = _daemon if name == DAEMON else partial(_clerk, name=name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with _ledger(directory, name).open("w", encoding="utf-8") as ledger:
        for each in contend(directory, count=int(count), seed=int(seed)):
            ledger.write(json.dumps(each, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
