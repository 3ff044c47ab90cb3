"""Notices become letters in the outbox: words, Message-ID and state."""

import re
from pathlib import Path

import pytest

from rules.model import Letter, LetterKind, LetterState, Notice
from rules.moves import Refusal
from rules.record import replace
from store import notices, outbox
from store.config import Config, load
from store.documents import Store
from store.library import Library
from store.tomlfile import LibraryError
from tests.rules.notices import NOTICES
from tests.rules.office import ARRIVAL

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def config() -> Config:
    return load(EXAMPLE)


def observing(config: Config, tmp_path: Path) -> Config:
    file = tmp_path / "observe.toml"
    text = EXAMPLE.read_text("utf-8").replace('mode = "live"', 'mode = "observe"')
    file.write_text(text, "utf-8")
    return load(file)


def made(store: Store, config: Config, notice: Notice, library: Library | None = None) -> Letter:
    with store.transaction() as db:
        return notices.make(db, library or Library(), config, notice, ARRIVAL, in_reply_to="<a@example.jp>")


def test_letter_of_a_notice(store: Store, config: Config) -> None:
    """Subject, body, thread, cases and files are fixed; it may leave when it is due."""
    notice = NOTICES["correction_request"]()

    letter = made(store, config, notice)

    assert letter.state is LetterState.READY
    assert letter.subject.startswith("【小郡市企画課】")
    assert letter.subject.endswith("(整理番号 R8-0012、R8-0013、R8-0014)")
    assert config.office.phone in letter.body
    assert (letter.to, letter.cases, letter.files) == ((notice.to,), notice.cases, notice.files)
    assert (letter.in_reply_to, letter.made_at, letter.due_at) == ("<a@example.jp>", ARRIVAL, notice.due_at)
    assert outbox.letter(store.snapshot(), letter.id) == letter


def test_message_id_cannot_be_guessed(store: Store, config: Config) -> None:
    """128 random bits under our domain, new for each letter."""
    first, second = (made(store, config, NOTICES[name]()) for name in ("receipt", "result"))

    pattern = r"<mailbot\.[a-z_]+\.[0-9a-f]{32}@city\.ogori\.lg\.jp>"
    assert re.fullmatch(pattern, first.message_id)
    assert re.fullmatch(pattern, second.message_id)
    assert first.message_id.split(".")[2] != second.message_id.split(".")[2]


def test_made_once(store: Store, config: Config) -> None:
    """The same key is the same letter, whatever it would say now."""
    first = made(store, config, NOTICES["acknowledgement"]())

    again = made(store, config, NOTICES["correction_request"]())

    assert again == first
    assert list(outbox.letters(store.snapshot())) == [first]


def test_result_waits_for_approval(store: Store, config: Config) -> None:
    """Held with its exact text, and says why."""
    letter = made(store, config, NOTICES["result"]())

    assert (letter.state, letter.reason) == (LetterState.HELD, notices.UNAPPROVED)
    assert "不選定" in letter.body


@pytest.mark.parametrize(
    ("name", "said"), [("", "　　運営事業者から、"), ("㈱かがし屋", "　　運営事業者(㈱かがし屋)から、")]
)
def test_a_result_names_the_operator_once(name: str, said: str, store: Store, config: Config) -> None:
    """An official notice calls the operator by name where the office knows one, and never twice."""
    operator = replace(config.operator, name=name)

    letter = made(store, replace(config, operator=operator), NOTICES["result"]())

    assert said in letter.body


@pytest.mark.parametrize("name", [name for name, notice in NOTICES.items() if notice().to])
def test_observing_sends_nothing(name: str, store: Store, config: Config, tmp_path: Path) -> None:
    """In mode `observe` every letter that could leave by mail is held."""
    letter = made(store, observing(config, tmp_path), NOTICES[name]())

    assert (letter.state, letter.reason) == (LetterState.HELD, notices.OBSERVED)


def test_without_an_address_it_is_printed(store: Store, config: Config) -> None:
    """A business without mail gets paper."""
    letter = made(store, config, replace(NOTICES["withdrawal_receipt"](), to=""))

    assert (letter.state, letter.to) == (LetterState.TO_PRINT, ())


def test_a_template_that_cannot_be_filled(store: Store, config: Config, tmp_path: Path) -> None:
    """The office's own text names something unknown: refused with the file named, and nothing is added."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "receipt.txt").write_text("件名: お知らせ\n\n{お名前} 様", "utf-8")

    with pytest.raises(LibraryError) as raised:
        made(store, config, NOTICES["receipt"](), Library(tmp_path))

    assert [(problem.file, problem.key) for problem in raised.value.problems] == [
        ("letters/receipt.txt", "お名前")
    ]
    assert list(outbox.letters(store.snapshot())) == []


def test_remade_letter_is_the_same_letter(store: Store, config: Config) -> None:
    """What came meanwhile rewrites it: other words and kind, the same id, key, Message-ID and thread."""
    asked = made(store, config, NOTICES["correction_request"]())
    better = NOTICES["acknowledgement"]()

    with store.transaction() as db:
        remade = notices.remake(db, Library(), config, asked, better, ARRIVAL)

    assert isinstance(remade, Letter)
    assert (remade.id, remade.key, remade.message_id) == (asked.id, asked.key, asked.message_id)
    assert (remade.kind, remade.cases) == (LetterKind.ACKNOWLEDGEMENT, better.cases)
    assert "受け付けました" in remade.subject


def test_remaking_frees_no_held_letter(store: Store, config: Config) -> None:
    """New words are no approval."""
    held = made(store, config, NOTICES["result"]())

    with store.transaction() as db:
        remade = notices.remake(
            db, Library(), config, held, replace(NOTICES["result"](), held=False), ARRIVAL
        )

    assert isinstance(remade, Letter)
    assert remade.state is LetterState.HELD


def test_a_letter_that_has_left_is_not_rewritten(store: Store, config: Config) -> None:
    """Its words were read."""
    notice = NOTICES["acknowledgement"]()
    ready = made(store, config, notice)
    with store.transaction() as db:
        assert isinstance(outbox.claim(db, ready, ARRIVAL), Letter)

    with store.transaction() as db:
        refused = notices.remake(db, Library(), config, ready, notice, ARRIVAL)

    assert isinstance(refused, Refusal)
