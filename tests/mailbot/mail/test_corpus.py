import pytest
from msgspec.structs import asdict

from mailbot.mail.bounces import bounce
from mailbot.mail.parse import parse
from mailbot.mail.triage import triage
from tests.mails.build import EXPECTED, HERE, MAILS
from tests.mails.expected import KNOWN, NAMES, expected, raw


@pytest.mark.parametrize("name", NAMES)
def test_reading(name: str) -> None:
    """Each mail of the corpus is read as its sender meant it."""
    wanted, mail = expected(name), parse(raw(name))

    assert (mail.sender, mail.sender_name, mail.subject) == (
        wanted["sender"],
        wanted["sender_name"],
        wanted["subject"],
    )
    assert [[file.name, str(file.kind)] for file in mail.attachments] == wanted["attachments"]
    assert list(mail.defects) == wanted["defects"]
    for piece in wanted["text"]:
        assert piece in mail.text
    assert [file.from_container for file in mail.attachments] == wanted.get(
        "containers", [""] * len(mail.attachments)
    )
    assert [file.name for file in mail.attachments if file.encrypted] == wanted.get("encrypted", [])
    assert mail.signature == wanted.get("signature", "")


@pytest.mark.parametrize("name", NAMES)
def test_inner_mail(name: str) -> None:
    """What a mail passes on is told with it, and lends it neither sender nor ids."""
    wanted, mail = expected(name), parse(raw(name))

    inner = mail.forwarded
    told = (
        {"sender": inner.sender, "sender_name": inner.sender_name, "subject": inner.subject}
        if inner
        else None
    )
    assert told == wanted.get("inner")
    if inner and inner.message_id:
        assert inner.message_id != mail.message_id


@pytest.mark.parametrize("name", NAMES)
def test_verdict(name: str) -> None:
    """Each mail of the corpus is taken for what it is, and answered only if a person wrote it."""
    wanted, verdict = expected(name), triage(parse(raw(name)), KNOWN)

    assert {
        "role": verdict.role,
        "ours": verdict.ours,
        "answer": verdict.answer,
        "maybe": verdict.maybe,
        "wants_to_apply": verdict.wants_to_apply,
        "asks": verdict.asks,
        "forwarded": verdict.forwarded,
        "worded": verdict.worded,
        "verified": verdict.verified,
    } == {
        "role": wanted["role"],
        "ours": wanted["ours"],
        "answer": wanted["answer"],
        "maybe": wanted.get("maybe", False),
        "wants_to_apply": wanted.get("wants_to_apply", False),
        "asks": wanted.get("asks", False),
        "forwarded": wanted.get("forwarded", False),
        "worded": wanted.get("worded", False),
        "verified": wanted.get("verified"),
    }
    assert verdict.reason.endswith("。")
    assert not verdict.silence or verdict.silence.endswith("。")


@pytest.mark.parametrize("name", [name for name in NAMES if expected(name)["role"] == "bounce"])
def test_bounce(name: str) -> None:
    """Each bounce tells which letter came back, to whom, why and for good or not; the rest tells nothing."""
    wanted, found = expected(name).get("bounce"), bounce(parse(raw(name)), KNOWN.words)

    told = asdict(found) if found else None
    assert (told and {key: told[key] for key in ("ids", "recipients", "status", "failed")}) == (
        wanted and {**wanted, "ids": tuple(wanted["ids"]), "recipients": tuple(wanted["recipients"])}
    )


def test_numbers() -> None:
    """The corpus holds what issue 4 asks for: 120 mails, 40 robots, 25 bounces, 20 forgeries."""
    kinds = [name.split("-")[1] for name in NAMES]

    assert len(NAMES) >= 120
    assert (kinds.count("robot"), kinds.count("bounce"), kinds.count("forged")) >= (40, 25, 20)


def test_nothing_answered() -> None:
    """No robot, bounce or forgery of the corpus is answered."""
    bad = [name for name in NAMES if name.split("-")[1] in ("robot", "bounce", "forged")]

    assert not any(triage(parse(raw(name)), KNOWN).answer for name in bad)


def test_builder() -> None:
    """The builder makes the stored mails again, byte for byte, and says of them what stands beside them."""
    assert {name: raw(name) for name in MAILS} == MAILS
    assert {name: (HERE / f"{name}.toml").read_text() for name in EXPECTED} == EXPECTED
