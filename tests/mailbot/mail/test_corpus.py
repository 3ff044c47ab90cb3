import pytest

from mailbot.mail.parse import parse
from mailbot.mail.triage import triage
from tests.mails.build import MAILS
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
    } == {
        "role": wanted["role"],
        "ours": wanted["ours"],
        "answer": wanted["answer"],
        "maybe": wanted.get("maybe", False),
        "wants_to_apply": wanted.get("wants_to_apply", False),
    }
    assert verdict.reason.endswith("。")
    assert not verdict.silence or verdict.silence.endswith("。")


def test_builder() -> None:
    """The builder makes the stored mails again, byte for byte."""
    assert {name: raw(name) for name in MAILS} == MAILS
