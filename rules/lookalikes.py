"""Names and addresses that the eye takes for others: pointed out to a clerk, and never a reason to decide anything.

Constants, not a table, as in `spelling`: the register's index is built from them. Raises on no text.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rules.model import Business
from rules.spelling import LEGAL_FORMS, name_of
from rules.wording import normal

_SEEN_AS_LATIN = (
    "аa αa ɑa вb еe єe нh һh іi ιi ıi їi јj кk κk мm оo οo օo σo рp ρp ԛq сc ϲc ѕs тt τt υu μu уy γy νv ѵv ԝw ωw "
    "хx χx ԁd ɡg ӏl"
)
"""Cyrillic, Greek and other letters, as they stand after casefolding."""

_SEEN_AS_KANA = "力カ 八ハ 二ニ 口ロ 工エ 卜ト 夕タ 千チ 才オ 一- 丨l 〇o ○o ◯o"
"""Kanji and signs that look like kana, or like the long vowel mark, which `normal` has made a dash."""

_SEEN_AS_ONE = "末未 士土"
_ASCII = (("0", "o"), ("1", "l"), ("i", "l"), ("|", "l"), ("rn", "m"), ("vv", "w"))
_FORMS = frozenset(LEGAL_FORMS.values())

_PAIRS = f"{_SEEN_AS_LATIN} {_SEEN_AS_KANA} {_SEEN_AS_ONE}".split()
_LETTERS = str.maketrans({pair[0]: pair[1] for pair in _PAIRS})
_DISGUISES = frozenset(pair[0] for pair in _SEEN_AS_LATIN.split())
_ENCODED = "xn--"

DISGUISED = (
    "差出人のアドレス({sender})には、英字に見せかけた別の文字が入っています(画面によっては {shown} と見えます)。"
    "なりすましでないか、電話などで確かめてください。"
)
NEAR = (
    "差出人のアドレス({sender})は、事業者「{name}」のアドレス {known} に似せた別のアドレスかもしれません。"
    "なりすましでないか、電話などで確かめてください。"
)
SAME_NAME = (
    "登録のある事業者「{name}」と見分けにくい名前で、その事業者のものでないアドレス({sender})から届きました。"
    "同じ事業者か、なりすましでないかを確かめてください。"
)
_OPENINGS = tuple(each.partition("{")[0] for each in (DISGUISED, SAME_NAME))


@lru_cache(maxsize=8_192)  # every mail is held against the businesses that share its domain, hundreds of them
def look(name: str) -> str:
    """What the eye sees of a business's name: letters that look alike are one, 株式会社 and the like do not count."""
    return look_of(name_of(name))


def look_of(folded: str) -> str:
    """The same of a name that is in the form for comparing already (`spelling.name_of`)."""
    said = folded if folded.isprintable() else "".join(filter(str.isprintable, folded))
    for form in _FORMS:
        if form in said:
            said = said.replace(form, "")
    return _seen(said.translate(_LETTERS))


@lru_cache(maxsize=8_192)
def looks(address: str) -> tuple[str, ...]:
    """What the eye sees of an address, and of its domain with '@' before it."""
    seen = _seen(address) if address.isascii() and _ENCODED not in address else _seen_in_full(address)
    return (seen, f"@{seen.rpartition('@')[2]}")


def shown(address: str) -> str:
    """The address with the letters that a mail program may show for an encoded domain (RFC 3492)."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{'.'.join(map(_decoded, domain.split('.')))}"


def warnings(sender: str, business: Business, others: Iterable[Business]) -> Iterator[str]:
    """What a clerk should know of the sender of this business's mail; `others`: known ones that look like either."""
    if not _DISGUISES.isdisjoint(shown(sender).casefold()):
        yield DISGUISED.format(sender=sender, shown=shown(sender))
    for each in others:
        near = next((known for known in each.addresses if _resembles(sender, known)), None)
        if near is not None:
            yield NEAR.format(sender=sender, name=each.name, known=near)
        elif (
            each.id != business.id and sender not in each.addresses and look(each.name) == look(business.name)
        ):
            yield SAME_NAME.format(sender=sender, name=each.name)


def warns_of(sentence: str, sender: str) -> bool:
    """Whether it is one of the `warnings` about this sender."""
    return sentence.startswith(_OPENINGS) and f"({sender})" in sentence


def _resembles(one: str, other: str) -> bool:
    """They look alike and are not the same, or their domains do and are not."""
    domains = (one.rpartition("@")[2], other.rpartition("@")[2])
    whole, domain = (mine == theirs for mine, theirs in zip(looks(one), looks(other), strict=True))
    return (whole and one != other) or (domain and domains[0] != domains[1])


def _seen_in_full(address: str) -> str:
    return _seen(normal(shown(address)).translate(_LETTERS))


def _seen(text: str) -> str:
    """Asked for every business and address of the register, so without a table."""
    for sign, seen in _ASCII:
        text = text.replace(sign, seen)
    return text


def _decoded(label: str) -> str:
    if not label.startswith(_ENCODED):
        return label
    try:
        return label.removeprefix(_ENCODED).encode("ascii").decode("punycode")
    except UnicodeError:
        return label
