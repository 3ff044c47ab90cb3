"""One sheet under the eyes of a rule: its answers by key, and findings about them."""

from collections.abc import Iterator, Mapping
from datetime import date

from rules.findings.rule import Rule, found
from rules.forms import Form, When
from rules.model import Entry, Finding, Value
from rules.record import Struct, replace
from rules.tables import Context, Words
from rules.wording import normal

DITTO: Mapping[str, str] = {"maker_name": "biz_name", "maker": "biz_name", "maker_addr": "address"}
"""Answers that may say 「同上」 -> the answer that is meant."""


class Filled(Struct, frozen=True, kw_only=True):
    """An entry beside its form."""

    entry: Entry
    form: Form

    def value(self, key: str) -> Value:
        return self.entry.value(key)

    def words(self, key: str) -> str:
        """The answer as text, empty where there is none."""
        value = self.entry.value(key)
        return value if isinstance(value, str) else ""

    def ticked(self, key: str) -> tuple[str, ...]:
        value = self.entry.value(key)
        return value if isinstance(value, tuple) else ()

    def number(self, key: str) -> float | None:
        value = self.entry.value(key)
        return value if isinstance(value, int | float) else None

    def day(self, key: str) -> date | None:
        value = self.entry.value(key)
        return value if isinstance(value, date) else None

    def empty(self, key: str) -> bool:
        """Nothing stands there. An answer that can't be read is not empty."""
        return self.entry.value(key) is None and not self.entry.text(key).strip()

    def holds(self, when: When | None) -> bool:
        """Whether the condition holds; no condition always does, one on an empty answer never."""
        if when is None:
            return True
        value = self.entry.value(when.field)
        given = value if isinstance(value, tuple) else (value,)
        if value is None:
            return False
        return (
            any(each in when.is_ for each in given)
            if when.is_
            else not any(each in when.not_ for each in given)
        )

    def find(self, rule: Rule, key: str, **more: str) -> Iterator[Finding]:
        """The finding of `rule` on this answer; none where the form lacks the field."""
        field = self.form.field(key)
        if field is None:
            return
        answer = self.entry.fields.get(key)
        cell, text = (answer.cell, answer.text) if answer else (None, "")
        yield found(rule, field, cell=cell, text=text, **more)


class Review(Filled, frozen=True, kw_only=True):
    """An entry beside its form, on a day and with the tables of that day."""

    context: Context


def settled(entry: Entry, words: Words) -> Entry:
    """The entry with every 「同上」 replaced by what it points at; the text stays as written. Idempotent."""
    ditto = set(map(normal, words.ditto))
    fields = dict(entry.fields)
    for key, meant in DITTO.items():
        answer = fields.get(key)
        if answer and isinstance(answer.value, str) and normal(answer.text) in ditto:
            fields[key] = replace(answer, value=entry.value(meant) or answer.value)
    return replace(entry, fields=fields)
