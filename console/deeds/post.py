"""Registering an entry on paper: by the robot's own command, since a file in it may be any stranger's."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from console import paths, words
from console.errands import Answer, Robot
from console.paper import entry as paperentry
from console.paper.draft import FORM, LETTERS, PHOTO, PLEDGE, RECEIVED, SHEET, Draft
from console.paper.entry import Reading
from console.session import Report, Session
from console.words import post
from rules.eras import era_short
from store import deeds
from store.desk import undo


async def register(robot: Robot, draft: Draft, reading: Reading, by: str) -> Answer:
    """The answers lie in a file of our own meanwhile, readable by nobody else."""
    with TemporaryDirectory(prefix="mailbot-") as folder:
        return await robot.run("register", *arguments(draft, reading, Path(folder)), "--by", by, "--json")


def arguments(draft: Draft, reading: Reading, folder: Path) -> Iterator[str]:
    """As `mailbot register` takes them; the typed answers are written into the folder."""
    if reading.received_at is not None:
        yield from ("--received", f"{reading.received_at:%Y-%m-%d}")
    if draft.text(LETTERS) == post.BY_POST:
        yield "--no-mail"
    for key, name in ((PLEDGE, "pledge"), (PHOTO, "photo")):
        if path := paths.file(paperentry.file_of(draft, key)):
            yield f"--{name}={path}"
        elif draft.text(key) == post.ON_PAPER:
            yield f"--on-paper={name}"
    if sheet := paths.file(paperentry.file_of(draft, SHEET)):
        yield f"{sheet.absolute()}"
    else:
        file = folder / "answers.json"
        file.write_text(json.dumps(answers(draft, reading), ensure_ascii=False), "utf-8")
        yield from ("--form", reading.form.name, "--answers", f"{file}")


def answers(draft: Draft, reading: Reading) -> Mapping[str, str]:
    """What was typed, by the keys of the form."""
    lines = (line.key for line in reading.lines if not line.key.startswith("="))
    return {key: text for key in lines if (text := draft.text(key).strip())}


def told(session: Session, numbers: Sequence[str]) -> Report:
    """The robot's deed as this clerk's own: called as the others, and the draft makes room for the next."""
    names = words.COMMA.join(numbers)
    deed = undo.last(session.desk)
    if deed is not None and deed.subject in names:
        session.labels[deed.id] = post.DID.format(number=names)
    session.draft.registered(numbers)
    return Report(post.REGISTERED.format(numbers=names))


def last(session: Session) -> Mapping[str, str]:
    """The entry that this clerk registered last, as a draft holds it; nothing once `u` can't take it back any more."""
    by, every = session.desk.by, deeds.every(session.desk.store.snapshot())
    mine = [deed.subject for deed in every if deed.by == by and deed.what == "case.registered"]
    file = session.file(mine[-1]) if mine else None
    if file is None:
        return {}
    case, title = file.case, file.form.title if file.form else ""
    return {
        FORM: words.FORMS.get(case.form, title),
        RECEIVED: era_short(case.arrived_at.astimezone(session.calendar.zone).date()),
        LETTERS: post.BY_MAIL if case.notice_to else post.BY_POST,
        **{key: answer.text for key, answer in case.entry.fields.items()},
    }
