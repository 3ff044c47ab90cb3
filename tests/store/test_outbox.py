"""Letters on their way out: each step is allowed from few states only, and nothing leaves twice by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rules.model import Letter, LetterKind, LetterState
from rules.moves import Refusal
from rules.record import replace
from store import cases, outbox
from store.documents import Documents, Store

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def db(tmp_path: Path) -> Documents:
    return Store(tmp_path).snapshot()


def add(db: Documents, key: str = "k", state: LetterState = LetterState.READY, due: datetime = NOW) -> Letter:
    new = Letter(
        id=outbox.new_id(db),
        key=key,
        kind=LetterKind.ACKNOWLEDGEMENT,
        state=state,
        to=("info@example.jp",),
        subject="受け付けました",
        body="本文",
        message_id=f"<{key}@example.jp>",
        made_at=NOW,
        due_at=due,
    )
    return outbox.add(db, new)


def claimed(db: Documents, key: str = "k") -> Letter:
    return done(outbox.claim(db, add(db, key), NOW))


def done(result: Letter | Refusal) -> Letter:
    assert isinstance(result, Letter), result
    return result


def test_one_letter_per_key(db: Documents) -> None:
    """A letter made twice under one key is the first one, unchanged."""
    first = add(db, "result:2026-11:J-0001:1")
    second = add(db, "result:2026-11:J-0001:1", LetterState.HELD)

    assert second == first
    assert (first.id, first.version) == ("L-000001", 1)
    assert list(outbox.letters(db)) == [first]
    assert outbox.by_key(db, first.key) == outbox.by_message_id(db, first.message_id) == first
    assert outbox.by_key(db, "other") is None
    assert outbox.by_message_id(db, "") is None


def test_what_is_due_comes_longest_waiting_first(db: Documents) -> None:
    """Due are ready letters whose time has come and deferred ones whose wait is over; nothing else."""
    late = add(db, "late", due=NOW - MINUTE)
    early = add(db, "early", due=NOW - 5 * MINUTE)
    add(db, "future", due=NOW + MINUTE)
    add(db, "held", LetterState.HELD, NOW - MINUTE)
    deferred = claimed(db, "deferred")
    outbox.deferred(db, deferred.id, NOW, "つながりません。")

    assert outbox.due(db, NOW) == [early, late]
    assert [each.key for each in outbox.due(db, NOW + MINUTE)] == [
        "early",
        "late",
        "future",
        "deferred",
    ]


def test_a_claim_is_written_before_the_first_byte(db: Documents) -> None:
    """Claiming counts the attempt, keeps the built bytes' hash, and gives the letter to one claimer only."""
    ready = replace(add(db), raw="f" * 64)

    letter = done(outbox.claim(db, ready, NOW))

    assert (letter.state, letter.attempts, letter.raw) == (LetterState.SENDING, 1, "f" * 64)
    again = outbox.claim(db, ready, NOW)
    assert isinstance(again, Refusal)
    assert "「送信中」" in again.message


def test_a_claim_is_refused(db: Documents) -> None:
    """Not while sending is stopped, not before its time, not with words changed since, not unknown."""
    future, seen = add(db, "future", due=NOW + MINUTE), add(db)
    outbox.replace(db, replace(seen, body="新しい本文"))

    assert isinstance(outbox.claim(db, future, NOW), Refusal)
    assert isinstance(outbox.claim(db, seen, NOW), Refusal)
    assert isinstance(outbox.claim(db, replace(seen, id="L-999999"), NOW), Refusal)

    cases.set_pause(db, cases.Pause(by="山田", reason="確認", at=NOW))
    stopped = outbox.claim(db, stored(db, seen.id), NOW)
    assert isinstance(stopped, Refusal)
    assert "山田" in stopped.message
    assert stored(db, seen.id).attempts == 0


def stored(db: Documents, id: str) -> Letter:
    letter = outbox.letter(db, id)
    assert letter is not None
    return letter


def test_sent_keeps_the_servers_word(db: Documents) -> None:
    """A sent letter has its instant and reply, can be copied to `Sent`, and may come back."""
    letter = claimed(db)

    sent = done(outbox.sent(db, letter.id, NOW, "250 2.0.0 Ok: queued as 4X"))

    assert (sent.state, sent.sent_at, sent.reply) == (LetterState.SENT, NOW, "250 2.0.0 Ok: queued as 4X")
    assert done(outbox.copied(db, letter.id)).copied
    assert done(outbox.bounced(db, letter.id, "宛先がありません。")).state is LetterState.BOUNCED


def test_waits_grow_and_end_after_three_days(db: Documents) -> None:
    """1, 2, 5, 15, 30, then 60 minutes between attempts; after three days of trying a person is asked."""
    add(db)
    at, waits = NOW, []
    while (letter := stored(db, "L-000001")).state is not LetterState.REFUSED:
        at = letter.next_attempt_at or at
        outbox.claim(db, letter, at)
        after = done(outbox.deferred(db, letter.id, at, "つながりません。"))
        if after.next_attempt_at:
            waits.append((after.next_attempt_at - at) // MINUTE)

    assert waits[:8] == [1, 2, 5, 15, 30, 60, 60, 60]
    assert timedelta(days=3) <= at - NOW < timedelta(days=3, hours=1)
    assert "3日間" in letter.reason


def test_jitter_stretches_the_wait(db: Documents) -> None:
    """The share given as jitter lengthens the wait, so that many letters don't come back at once."""
    letter = claimed(db)

    assert done(outbox.deferred(db, letter.id, NOW, "", jitter=0.5)).next_attempt_at == NOW + 1.5 * MINUTE


def test_an_unsent_letter_is_rewritten_in_place(db: Documents) -> None:
    """The settle rule gives new words to the same letter; once it was tried, it stands as it is."""
    letter = replace(add(db), raw="f" * 64)

    rewritten = done(outbox.replace(db, replace(letter, body="二つの商品を受け付けました。")))

    assert (rewritten.id, rewritten.body, rewritten.raw) == (letter.id, "二つの商品を受け付けました。", None)
    outbox.claim(db, rewritten, NOW)
    assert isinstance(outbox.replace(db, rewritten), Refusal)
    outbox.deferred(db, letter.id, NOW, "")
    assert isinstance(outbox.replace(db, rewritten), Refusal)


def test_a_crash_while_sending_is_uncertain(db: Documents) -> None:
    """A letter found `sending` at the start is never due again until a person has it retried."""
    letter, other = claimed(db), add(db, "other")

    (uncertain,) = outbox.recover(db)

    assert (uncertain.id, uncertain.state) == (letter.id, LetterState.UNCERTAIN)
    assert uncertain.reason
    assert outbox.due(db, NOW + timedelta(days=9)) == [other]
    assert outbox.recover(db) == []
    retried = done(outbox.retry(db, letter.id, NOW + MINUTE))
    assert (retried.state, retried.due_at, retried.reason) == (LetterState.READY, NOW + MINUTE, "")


def test_what_arrived_left_at_its_last_attempt(db: Documents) -> None:
    """A letter that a person knows to have arrived is `sent` at the attempt that nobody knew the end of."""
    letter = claimed(db)
    waiting = done(outbox.deferred(db, letter.id, NOW, "つながりません。"))
    outbox.claim(db, waiting, NOW + MINUTE)
    outbox.uncertain(db, letter.id, "途中で切れました。")

    arrived = done(outbox.arrived(db, letter.id, NOW + 60 * MINUTE))

    assert (arrived.state, arrived.sent_at, arrived.reason) == (LetterState.SENT, NOW + MINUTE, "")


def test_a_held_letter_waits_for_a_person(db: Documents) -> None:
    """Held letters are never due; released ones are, at their own time."""
    letter = add(db)

    assert done(outbox.hold(db, letter.id, "文面を確かめます。")).reason == "文面を確かめます。"
    assert outbox.due(db, NOW) == []
    outbox.release(db, letter.id)
    assert [each.id for each in outbox.due(db, NOW)] == [letter.id]


STEPS: dict[str, tuple[Callable[[Documents, str], Letter | Refusal], set[str]]] = {
    "sent": (lambda db, id: outbox.sent(db, id, NOW), {"sending"}),
    "deferred": (lambda db, id: outbox.deferred(db, id, NOW, ""), {"sending"}),
    "refused": (lambda db, id: outbox.refused(db, id, ""), {"sending"}),
    "uncertain": (lambda db, id: outbox.uncertain(db, id, ""), {"sending"}),
    "bounced": (lambda db, id: outbox.bounced(db, id, ""), {"sent", "uncertain"}),
    "copied": (lambda db, id: outbox.copied(db, id), {"sent"}),
    "hold": (lambda db, id: outbox.hold(db, id, ""), {"ready", "deferred"}),
    "release": (lambda db, id: outbox.release(db, id), {"held"}),
    "retry": (lambda db, id: outbox.retry(db, id, NOW), {"refused", "uncertain", "bounced", "deferred"}),
    "arrived": (lambda db, id: outbox.arrived(db, id, NOW), {"uncertain"}),
    "told": (lambda db, id: outbox.told(db, id, NOW, "電話で"), {"refused", "uncertain", "bounced"}),
    "printed": (lambda db, id: outbox.printed(db, id, NOW), {"to_print"}),
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_has_its_states(db: Documents, name: str) -> None:
    """A step works from exactly the states listed; from any other it is refused and changes nothing."""
    step, allowed = STEPS[name]
    for state in LetterState:
        letter = add(db, f"{name}-{state}", state)
        result = step(db, letter.id)
        if state in allowed:
            assert done(result).version == letter.version + 1
        else:
            assert isinstance(result, Refusal)
            assert letter.id in result.message
            assert outbox.letter(db, letter.id) == letter

    assert step(db, "L-999999") == Refusal(message="手紙 L-999999 はありません。")
