"""Documents are found by what stands in them, without a walk, whoever changed them."""

from pathlib import Path
from typing import Any

from hypothesis import given, settings, strategies as st

from rules.record import Struct
from store.documents import Documents, Store
from store.rows import Marks, State
from store.shelf import Head, Shelf


class Card(Struct, frozen=True, kw_only=True):
    colour: str = ""
    words: tuple[str, ...] = ()
    note: str = ""


class CardHead(Head):
    colour: str = ""
    words: tuple[str, ...] = ()


CARDS = Shelf("cards", Card, CardHead)

KEYS = st.sampled_from("abcdef")
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 1),
        KEYS,
        st.none()
        | st.builds(
            Card,
            colour=st.sampled_from(["", "red", "blue"]),
            words=st.lists(st.sampled_from(["", "x", "y"]), max_size=2).map(tuple),
        ),
    ),
    max_size=12,
)


def change(db: Documents, key: str, card: Card | None) -> None:
    if card is None:
        db.remove("cards", key)
    else:
        CARDS.put(db, key, card)


def asked(db: Documents) -> dict[str, Any]:
    return {
        **{colour: CARDS.find(db, colour=colour) for colour in ("", "red", "blue")},
        **{word: CARDS.find(db, words=word) for word in ("x", "y")},
        "both": CARDS.find(db, colour="red", words="x"),
        "words": CARDS.borne(db, "words"),
    }


def walked(db: Documents) -> dict[str, Any]:
    """The same answers by looking at every document."""
    cards = list(CARDS.every(db))
    return {
        "": [],
        **{colour: [card for card in cards if card.colour == colour] for colour in ("red", "blue")},
        **{word: [card for card in cards if word in card.words] for word in ("x", "y")},
        "both": [card for card in cards if card.colour == "red" and "x" in card.words],
        "words": {word for card in cards for word in card.words} - {""},
    }


@settings(max_examples=30)
@given(changes=CHANGES)
def test_every_question_is_answered_as_by_a_walk(tmp_path_factory: Any, changes: list[Any]) -> None:
    """Inside a transaction, after it, in the process that did not write and in a fresh one: same cards, same order."""
    directory = tmp_path_factory.mktemp("data")
    stores = (Store(directory), Store(directory))
    for who, key, card in changes:
        before = stores[1 - who].snapshot()
        stood = asked(before)
        with stores[who].transaction() as db:
            change(db, key, card)
            assert asked(db) == walked(db)
        assert asked(before) == stood
        expected = walked(stores[who].snapshot())
        assert all(asked(each.snapshot()) == expected for each in (*stores, Store(directory)))


def test_a_look_up_reads_only_what_it_gives(tmp_path: Path) -> None:
    """A document that nobody asks for is not even understood: the one that can't be disturbs no other."""
    store = Store(tmp_path)
    with store.transaction() as db:
        CARDS.put(db, "a", Card(colour="red"))
        db.put("cards", "b", {"colour": "blue", "note": 7})

    assert CARDS.find(Store(tmp_path).snapshot(), colour="red") == [Card(colour="red")]


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    """After commits by this process and by another one, an untouched document is still the very same value."""
    ours, theirs = Store(tmp_path), Store(tmp_path)
    with ours.transaction() as db:
        CARDS.put(db, "a", Card(colour="red"))
    first = CARDS.get(ours.snapshot(), "a")
    for store in (ours, theirs):
        with store.transaction() as db:
            CARDS.put(db, "b", Card(note=str(store)))

    assert first is not None and CARDS.get(ours.snapshot(), "a") is first


def test_a_transaction_that_fails_leaves_no_mark(tmp_path: Path) -> None:
    """What was dropped is not found afterwards, and what it would have replaced is."""
    store = Store(tmp_path)
    with store.transaction() as db:
        CARDS.put(db, "a", Card(colour="red"))
    try:
        with store.transaction() as db:
            CARDS.put(db, "a", Card(colour="blue"))
            raise KeyError
    except KeyError:
        pass

    assert CARDS.find(store.snapshot(), colour="blue") == []
    assert len(CARDS.find(store.snapshot(), colour="red")) == 1


def test_a_question_asked_meanwhile_hinders_no_reading() -> None:
    """While one thread takes what it knew into a new commit, another asks the old one about a further table."""

    class Interrupted(Marks):
        def copy(self) -> Marks:
            earlier.marks["other"] = Marks(CardHead, {})
            return super().copy()

    earlier = State({}, {})
    earlier.marks["cards"] = Interrupted(CardHead, {})
    earlier.marks["more"] = Marks(CardHead, {})

    assert State.of({}, earlier).marks.keys() >= {"cards", "more"}
