from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailbot.intake.taking import Coming, take
from mailbot.wiring import Office
from rules.model import Arrival, Case, Handled, Letter, LetterKind, LetterState, Role, State
from rules.moves import Refusal
from rules.record import replace
from store import cases, config, outbox
from store.desk import Desk, mails, undo
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY
from tests.mails.bounces import LOST, POSTFIX, machine, report, returned
from tests.mails.frame import mixed, text
from tests.mails.wire import part, text_part, word
from tests.mails.wrappings import RFC822

NOW = MONDAY + timedelta(hours=1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that has one accepted case, whose acknowledgement has left."""
    folder = town.found(tmp_path / "office", {}).folder
    office = Office.of(config.load(folder / "config.toml"))
    take(office, Coming(data=town.entry(), received_at=MONDAY), now=MONDAY)
    with office.store.transaction() as db:
        (letter,) = outbox.letters(db)
        outbox.claim(db, letter, NOW)
        outbox.sent(db, letter.id, NOW)
    return office


def only(office: Office) -> tuple[Case, Letter]:
    db = office.store.snapshot()
    (case,), (letter,) = cases.every(db), outbox.letters(db)
    return case, letter


def came(office: Office, data: bytes) -> Arrival:
    return take(office, Coming(data=data, received_at=NOW), now=NOW)


def bounced(office: Office, id: str, action: str = "failed", status: str = "5.1.1") -> Arrival:
    head, body = report(POSTFIX, machine(action, status), returned(id=id))
    return came(office, part([("From", "MAILER-DAEMON@mx.example.jp"), ("Return-Path", "<>"), *head], body))


def told(office: Office, state: State = State.NOTIFIED) -> Letter:
    """The case has been notified by a result letter, and only that one is in the outbox."""
    with office.store.transaction() as db:
        case, letter = only(office)
        cases.put(db, replace(cases.get(db, case.number) or case, state=state, round="2026-11"))
        db.remove(outbox.LETTERS, letter.id)
        result = replace(letter, key="result:2026-11:J-0001:1", kind=LetterKind.RESULT, round="2026-11")
        db.remove(outbox.LETTERS, letter.id)
        return outbox.add(db, result)


def lost(office: Office) -> Mapping[str, datetime]:
    (business,) = cases.businesses(office.store.snapshot())
    return business.undeliverable


def unchanged(office: Office) -> Iterator[object]:
    db = office.store.snapshot()
    yield from cases.every(db)
    yield from cases.businesses(db)
    yield from outbox.letters(db)


def test_failed(office: Office) -> None:
    """A letter that came back is `bounced`, its case shows it, and a person finds the mail."""
    _, letter = only(office)

    arrival = bounced(office, letter.message_id)

    case, letter = only(office)
    assert (letter.state, case.state) == (LetterState.BOUNCED, State.ACCEPTED)
    assert "5.1.1" in letter.reason
    assert any(town.SENDER in sentence for sentence in case.attention)
    assert (arrival.role, arrival.handled, arrival.cases) == (Role.BOUNCE, Handled.PERSON, (case.number,))


def test_an_uncertain_letter_that_came_back(office: Office) -> None:
    """It had left, then, and did not arrive: nobody needs to ask any more what became of it."""
    with office.store.transaction() as db:
        (letter,) = outbox.letters(db)
        db.remove(outbox.LETTERS, letter.id)
        outbox.add(db, replace(letter, state=LetterState.UNCERTAIN, sent_at=None))

    arrival = bounced(office, letter.message_id)

    case, letter = only(office)
    assert letter.state is LetterState.BOUNCED and "宛先のアドレスがありません" in letter.reason
    assert arrival.handled is Handled.PERSON and arrival.cases == (case.number,)
    assert lost(office)


def test_address_is_marked(office: Office) -> None:
    """Where a letter came back from is known with the business, until that address writes again or a clerk says so."""
    bounced(office, only(office)[1].message_id)
    assert lost(office) == {town.SENDER: NOW}
    came(office, town.entry(b"", pledge=False, extra={"Auto-Submitted": "auto-replied"}))
    assert lost(office) == {town.SENDER: NOW}

    came(office, town.entry(b"", pledge=False, text="届きますか"))

    assert lost(office) == {}


def test_clerk_clears_the_mark(office: Office) -> None:
    """A deed like any other, which can be taken back; what is not marked is refused."""
    clerk = Desk(store=office.store, library=office.library, config=office.config, by="山田", login="y")
    assert isinstance(mails.reachable(clerk, town.SENDER, now=NOW), Refusal)
    bounced(office, only(office)[1].message_id)

    assert mails.reachable(clerk, town.SENDER.upper(), now=NOW) == ("株式会社小郡食品",)
    assert lost(office) == {}
    undo.take_back(clerk, now=NOW)

    assert lost(office) == {town.SENDER: NOW}


def test_told_case(office: Office) -> None:
    """A case that was told by the letter that came back no longer counts as told."""
    bounced(office, told(office).message_id)

    case, letter = only(office)
    assert (case.state, letter.state) == (State.RELEASED, LetterState.BOUNCED)


@pytest.mark.parametrize("state", [State.LISTED, State.NEGOTIATING, State.WITHDRAWN, State.TABLED])
def test_case_that_went_on(office: Office, state: State) -> None:
    """A case that has gone on keeps its state: it only shows what happened."""
    bounced(office, told(office, state).message_id)

    case, _ = only(office)
    assert case.state is state
    assert case.attention


def test_acknowledgement_of_told_case(office: Office) -> None:
    """An older letter that comes back late does not undo a notice that arrived."""
    _, letter = only(office)
    with office.store.transaction() as db:
        (case,) = cases.every(db)
        cases.put(db, replace(case, state=State.NOTIFIED))

    bounced(office, letter.message_id)

    assert only(office)[0].state is State.NOTIFIED


def test_delayed(office: Office) -> None:
    """While the other server still tries, nothing changes."""
    before = list(unchanged(office))

    arrival = bounced(office, only(office)[1].message_id, "delayed", "4.4.1")

    assert arrival.handled is Handled.IGNORED
    assert list(unchanged(office)) == before


def test_twice(office: Office) -> None:
    """A second bounce of one letter changes nothing more."""
    letter = only(office)[1]
    bounced(office, letter.message_id)
    before = list(unchanged(office))

    assert bounced(office, letter.message_id, status="5.2.1").handled is Handled.IGNORED
    assert list(unchanged(office)) == before


@pytest.mark.parametrize("id", ["<somebody-else@example.com>", "<L-000001@mailbot.city.ogori.lg.jp>", ""])
def test_foreign(office: Office, id: str) -> None:
    """A bounce of a letter that we did not write changes nothing, however it looks."""
    before = list(unchanged(office))

    bounced(office, id)

    assert list(unchanged(office)) == before


def test_number_alone(office: Office) -> None:
    """A 整理番号 in the text of a bounce is no proof of anything."""
    case, _ = only(office)
    before = list(unchanged(office))
    content = text_part(f"整理番号 {case.number} のメールは {LOST} に届きませんでした。User unknown")
    head = [("From", "MAILER-DAEMON@evil.example"), ("Return-Path", "<>"), ("Subject", word("配信不能"))]

    came(office, part([*head, *content[0]], content[1]))

    assert list(unchanged(office)) == before


def test_question_beside_sheet(office: Office) -> None:
    """A sheet with a question becomes a case, and a person finds the question with it."""
    arrival = came(
        office,
        town.entry(
            entries.filled("nonfood"),
            sender="b@example.jp",
            text="エントリーします。結果はいつ頃わかりますか？",
        ),
    )

    (number,) = arrival.cases
    case = cases.get(office.store.snapshot(), number)
    assert case is not None
    assert (arrival.handled, any("質問" in each for each in case.attention)) == (Handled.PERSON, True)


def test_words_in_answer(office: Office) -> None:
    """An answer in words goes to a person with the case beside it, and the case stays as it is."""
    case, letter = only(office)
    content = text_part("賞味期限は90日です。")
    head = [("From", town.SENDER), ("To", town.OFFICE), ("In-Reply-To", letter.message_id)]

    arrival = came(office, part([*head, *content[0]], content[1]))

    assert (arrival.handled, arrival.cases) == (Handled.PERSON, (case.number,))
    assert only(office) == (case, letter)


def test_forwarded(office: Office) -> None:
    """A mail that another office passes on makes no case: a person decides whose it is."""
    content = mixed(text("転送します。"), RFC822)
    head = [("From", "shoko@example.or.jp"), ("To", town.OFFICE), ("Subject", word("Fw: アンテナショップ"))]

    arrival = came(office, part([*head, *content[0]], content[1]))

    assert (arrival.handled, arrival.cases) == (Handled.PERSON, ())
    assert "差出人: 大刀洗工房 kobo@example.net" in arrival.text
    assert len(list(cases.every(office.store.snapshot()))) == 1
