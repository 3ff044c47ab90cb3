"""確認済: what was read goes, what asks for a deed stays until the deed is done."""

import pytest

from rules import attention, claims, expiry, lookalikes, pledges, undelivered
from rules.entered import Seen
from rules.model import Case, Letter, LetterKind, LetterState, State
from rules.moves import Refusal
from rules.record import replace
from tests.rules.office import ARRIVAL, BUSINESS, case

STRANGER = "info@examp1e.jp"
PICTURES = "添付の写真がどの商品のものか分からないため、このメールのすべての商品に数えています。"
ASKS = claims.ASKS.format(sender=STRANGER)
OTHER = claims.OTHER_ADDRESS.format(sender=STRANGER)
(NEAR,) = lookalikes.warnings(STRANGER, BUSINESS, [BUSINESS])
OVERDUE = expiry.SENTENCE.format(asked="令和8年11月分", until="12月20日") + expiry.WHAT_TO_DO
LETTER = Letter(
    id="L-0001",
    kind=LetterKind.ACKNOWLEDGEMENT,
    state=LetterState.BOUNCED,
    key="k",
    to=("info@example.jp",),
    subject="受付",
    body="",
    made_at=ARRIVAL,
    due_at=ARRIVAL,
    message_id="<1@x>",
    cases=("R8-0012",),
)
RETURNED = undelivered.sentence(LETTER)


def read(standing: Case, *troubled: Letter) -> Case | Refusal:
    return attention.read(standing, troubled, by="田中", at=ARRIVAL)


def beside(*sentences: str, **more: object) -> Case:
    return replace(case(), attention=sentences, **{"state": State.ACCEPTED, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        PICTURES,
        "JANコードが、整理番号 R8-0011(ジャム)と同じです。",
        NEAR,
        OTHER,
        pledges.SECOND,
        ASKS,
        OVERDUE,
        RETURNED,
    ],
    ids=["pictures", "jan", "near", "other address", "pledge", "nobody asks any more", "came late", "resent"],
)
def test_what_is_settled_by_being_read_goes(sentence: str) -> None:
    """Also what once asked for a deed that is done, or that nobody can do any more."""
    seen = beside(sentence, state=State.ACCEPTED)

    assert attention.to_read(seen, []) == (sentence,)
    assert read(seen) == replace(
        seen, attention=(), seen=(Seen(sentences=(sentence,), by="田中", at=ARRIVAL),)
    )


@pytest.mark.parametrize(
    ("standing", "kept"),
    [
        (beside(PICTURES, NEAR, OTHER, ASKS, claims=("m",)), (NEAR, OTHER, ASKS)),
        (beside(claims.REPEATS.format(sender="a@example.jp"), PICTURES, NEAR, claims=("m",)), None),
        (beside(OVERDUE, PICTURES, state=State.CORRECTION_REQUESTED), (OVERDUE,)),
        (beside(PICTURES, RETURNED), (RETURNED,)),
    ],
    ids=["who asks", "the warning is of another", "overdue", "undelivered"],
)
def test_what_asks_for_a_deed_stays(standing: Case, kept: tuple[str, ...] | None) -> None:
    """Beside a mail that asks also the warnings about its very sender: they matter for the answer."""
    done = read(standing, LETTER)

    assert isinstance(done, Case) and done.attention == (kept or standing.attention[:1])
    assert {*done.seen[0].sentences, *done.attention} == {*standing.attention}


@pytest.mark.parametrize(
    ("standing", "deed"),
    [
        (beside(), "ありません"),
        (beside(ASKS, claims=("m",)), "「同じ事業者です」"),
        (beside(OVERDUE, state=State.CORRECTION_REQUESTED), "「期限切れ」"),
        (beside(RETURNED), "「連絡済」"),
        (beside(PICTURES, state=State.NEEDS_PERSON), "「不備でも受付」"),
    ],
)
def test_nothing_is_left_to_be_read(standing: Case, deed: str) -> None:
    """The sentence names the case, and the deed that it waits for."""
    refused = read(standing, LETTER)

    assert isinstance(refused, Refusal) and deed in refused.message and standing.number in refused.message
    assert attention.refusal(standing, [LETTER]) == refused
    assert attention.to_read(standing, [LETTER]) == ()


def test_a_letter_about_another_case_keeps_nothing() -> None:
    """The same words about the same address: the trouble is another's."""
    other = replace(LETTER, cases=("R8-0099",))

    assert attention.to_read(beside(RETURNED), [other]) == (RETURNED,)
