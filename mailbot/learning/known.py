"""The fields that our own forms already have: a label that means one of them gets its key, so the rules go on."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Self

from mailbot.learning.pairs import Page, Pair
from rules import labels
from rules.forms import Field, Form
from rules.record import Struct, field
from rules.wording import normal

_BRACKETS = re.compile(r"[(（〔\[【].*?[)）〕\]】]")


class Known(Struct, frozen=True):
    """Known fields by the comparison form of their labels and synonyms."""

    fields: Mapping[str, Field]
    closest: Form | None
    """The form that this blank resembles most, None where two do alike."""
    taken: set[str] = field(default_factory=set)
    """Keys that a label got already: each is given once."""

    @classmethod
    def of(cls, page: Page, forms: Sequence[Form]) -> Self:
        """Where two forms claim a word, the one that has more of this blank's labels decides."""
        words = {name for pair in page.pairs for name in _names(page, pair)}
        hits = Counter({form.name: len(words & set(labels.of(form).fields)) for form in forms})
        ordered = sorted(forms, key=lambda form: -hits[form.name])
        best = [name for name, _ in hits.most_common(2)]
        clear = len(best) == 1 or (len(best) == 2 and hits[best[0]] > hits[best[1]])
        fields: dict[str, Field] = {}
        for form in ordered:
            for name, key in labels.of(form).fields.items():
                found = form.field(key)
                if found is not None:
                    fields.setdefault(name, found)
        return cls(fields=fields, closest=ordered[0] if ordered and clear and hits[best[0]] else None)

    def take(self, page: Page, pair: Pair) -> Field | None:
        """The known field that this label means; it is not given again."""
        for name in _names(page, pair):
            found = self.fields.get(name)
            if found is not None and found.key not in self.taken:
                self.taken.add(found.key)
                return found
        return None

    def reading_of(self, key: str) -> Field | None:
        """The フリガナ of a known field, likewise."""
        found = next((each for each in self.fields.values() if each.key == f"{key}.kana"), None)
        if found is None or found.key in self.taken:
            return None
        self.taken.add(found.key)
        return found


def _names(page: Page, pair: Pair) -> Iterator[str]:
    """The words for a label from the fullest to the barest, with its group's before it first."""
    own = page.words.label(pair.label.text)
    bare = _BRACKETS.sub("", own) or own
    first = page.words.label(pair.label.text.split("\n")[0])
    group = page.words.label(pair.group.text) if pair.group else ""
    if group:
        for between in ("", "の"):
            yield labels.key(group + between + own)
    part = pair.group is not None and not page.answered(pair.group)
    if not (part and normal(own) in map(normal, page.words.generic)):
        yield from dict.fromkeys(labels.key(name) for name in (own, first, bare) if name)
