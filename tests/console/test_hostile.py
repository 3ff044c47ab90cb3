"""What strangers wrote, through every screen: no control byte leaves, nothing is obeyed, nothing crashes."""

import re
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color

from console.app import Console
from console.session import Session
from console.widgets.gate import Gate
from rules.model import OutcomeKind
from rules.record import replace
from store import arrivals, cases, codec, outbox
from store.desk import Desk, outcomes, remarks
from tests.console.screen import press, rows, seated
from tests.console.seed import NOW, sow

HOSTILE = {
    "control": "\x1b[2J\x1b]52;c;ZXZpbA==\x07\x9b2J\x9d0;evil\x9c\u202e\u2066a\u200b\ufeff\U000e0041\n二\u2028\ud800",
    "markup": "[@click=app.exit]押して[/] [link=http://evil.example]x[/link] {office} {0} %s",
    "closing": "[/]",
    "half tag": "[/品",
    "long": "髙" * 3000,
}
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


def poison(clerk: Desk, evil: str) -> None:
    """The text in every place of the register that a stranger can fill."""
    with clerk.store.transaction() as db:
        for business in list(cases.businesses(db)):
            cases.put_business(db, replace(business, name=evil, municipality=evil, representative=evil))
        for case in list(cases.every(db)):
            answers = {key: replace(each, text=evil, value=evil) for key, each in case.entry.fields.items()}
            found = [replace(each, label=evil, message=evil, shown=evil, cell=evil) for each in case.findings]
            entry = replace(case.entry, fields={**answers, "unknown": next(iter(answers.values()))})
            worse = replace(case, product=evil, entry=entry, attention=(evil,))
            cases.put(db, replace(worse, findings=tuple(found)))
        for mail in list(arrivals.every(db)):
            files = tuple(replace(file, name=evil) for file in mail.attachments)
            told = replace(mail, attachments=files, sender=evil, sender_name=evil, subject=evil)
            arrivals.put(db, replace(told, text=evil, reason=evil))
        for letter in list(outbox.letters(db)):
            worded = replace(letter, subject=evil, body=evil, reason=evil, reply=evil, to=(evil,))
            db.put(outbox.LETTERS, letter.id, codec.to_document(worded))


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_through_every_screen(
    evil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tray, all views of a case, filter, dialogs, committee, outbox and toasts: clean even without the gate."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    clerk = sow(tmp_path / "data")
    poison(clerk, evil)
    outcomes.record(clerk, "R8-0054", OutcomeKind.SELECTED, note=evil, now=NOW)
    remarks.note(clerk, "R8-0060", evil, now=NOW)
    app = Console(Session(desk=replace(clerk, by=evil), clock=lambda: NOW))
    async with seated(app) as pilot:
        for keys in (
            ("down",),
            ("enter",),
            *[("right",)] * 5,
            ("n",),
            ("q", "3"),
            ("s", "enter"),
            ("u",),
            ("f",),
            ("escape", "R"),
            ("escape", "5", "end"),
            ("home", "r"),
            ("escape", "h"),
            ("2", "slash", "x", "escape", "question_mark"),
        ):
            await press(pilot, *keys)
            for row in rows(app):
                assert not CONTROL.search(row)
                row.encode()
        app.say(evil)
        assert not CONTROL.search((await press(pilot, "q")).replace("\n", ""))
        assert app.is_running


def test_gate_deletes_what_a_widget_let_through() -> None:
    """Even text that never met `clean` leaves no control character, and the line keeps its cells."""
    line = [Segment("安全\x1b]52;c;x\x07\u202e"), Segment("\x9b2J\U000e0041", None)]

    passed = Gate().apply(line, Color.parse("black"))

    assert "".join(segment.text for segment in passed) == "安全]52;c;x2J"
    assert sum(segment.cell_length for segment in passed) == sum(segment.cell_length for segment in line)


def test_gate_stands_in_the_app(console: Console) -> None:
    """Every line of the program goes through it."""
    assert any(isinstance(each, Gate) for each in console.get_line_filters())
