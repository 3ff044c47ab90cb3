"""「同じ事業者です」: a mail from an address that a case does not have asks to be about it, and a clerk decides.

Until then the case stays as it is; it only shows that somebody asks, and never to that address.
"""

from collections.abc import Collection

from rules import lookalikes
from rules.model import Case
from rules.record import replace

MOST = 10
"""Mails that one case shows; more is a flood, and each of them waits for a person anyway."""

ASKS = (
    "別のアドレス({sender})から、この案件のものと思われるメールが届いています。案件は変えていません。"
    "同じ事業者のかたなら「同じ事業者です」を選んでください。"
)
REPEATS = (
    "別のアドレス({sender})から、同じ内容のエントリーシートがもう一度届いています(重複)。案件は変えていません。"
    "同じ事業者のかたなら「同じ事業者です」を選んでください。"
)
OTHER_ADDRESS = "この事業者のこれまでのアドレスとは違うアドレス({sender})です。"


def laid(case: Case, mail: str, sender: str, *, repeats: bool) -> Case:
    """The case, showing that the mail with this id (sha256) asks; `repeats`: it says nothing new."""
    if mail in case.claims or len(case.claims) >= MOST:
        return case
    sentence = (REPEATS if repeats else ASKS).format(sender=sender)
    attention = case.attention if sentence in case.attention else (*case.attention, sentence)
    return replace(case, claims=(*case.claims, mail), attention=attention)


def lifted(case: Case, mails: Collection[str], sender: str) -> Case:
    """The case after a clerk has said who this sender is; `mails`: the ids of all mails of theirs."""
    return replace(
        case,
        claims=tuple(each for each in case.claims if each not in mails),
        attention=tuple(each for each in case.attention if not _is_about(each, sender)),
    )


def asking(case: Case) -> tuple[str, ...]:
    """What stands there until a clerk has said who those are that ask: the asking, and the warnings about them."""
    senders = set(filter(None, map(_asker, case.attention))) if case.claims else ()
    return tuple(each for each in case.attention if any(_is_about(each, sender) for sender in senders))


def _asker(sentence: str) -> str:
    """Whose mail asks in this sentence, '' where it is another sentence."""
    for begins, ends in (each.split("{sender}") for each in (ASKS, REPEATS)):
        if sentence.startswith(begins) and sentence.endswith(ends):
            return sentence.removeprefix(begins).removesuffix(ends)
    return ""


def _is_about(sentence: str, sender: str) -> bool:
    said = {each.format(sender=sender) for each in (ASKS, REPEATS, OTHER_ADDRESS)}
    return sentence in said or lookalikes.warns_of(sentence, sender)
