"""The fields of a blank form, one by one: what the paper shows, completed by what our own forms know."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from mailbot.learning.choices import Choice
from mailbot.learning.examples import Examples
from mailbot.learning.kinds import CHOOSING, Guess, guess
from mailbot.learning.known import Known
from mailbot.learning.needs import Needs
from mailbot.learning.outline import Outline
from mailbot.learning.pairs import Page, Pair
from mailbot.learning.words import Role, boxes
from mailbot.sheets.cells import letters
from rules import labels
from rules.forms import Field, Kind, Need, When
from rules.record import Struct, field, replace
from rules.tables import Tables
from rules.wording import normal

SURE = 0.95
_LEAST = 0.1
_SAME_OPTIONS = 0.8
"""Share of a dated table that must stand on the paper to be taken for it."""


class Doubt(Struct, frozen=True, kw_only=True):
    weight: float
    why: str
    """A Japanese sentence."""


class Drawn(Struct, frozen=True, kw_only=True):
    """A field and where it was found."""

    field: Field
    pair: Pair
    cell: str
    """The answer's first cell, 'C21'."""
    doubts: tuple[Doubt, ...] = ()

    @property
    def confidence(self) -> float:
        return round(max(_LEAST, SURE - sum(doubt.weight for doubt in self.doubts)), 2)


class Learner(Struct, dict=True, frozen=True, kw_only=True):
    page: Page
    known: Known
    choices: Sequence[Choice]
    tables: Tables
    examples: Sequence[Outline] = field(default=())

    @cached_property
    def _times(self) -> Counter[str]:
        """How often the paper prints each label."""
        return Counter(labels.key(self.page.words.label(pair.label.text)) for pair in self.page.pairs)

    @cached_property
    def _needs(self) -> Needs:
        return Needs(self.page)

    def fields(self) -> tuple[Drawn, ...]:
        """Every key and label once; conditions and synonyms only where nothing on this form contradicts them."""
        drawn: list[Drawn] = []
        used: set[str] = set()
        for pair in self.page.pairs:
            each = self._drawn(pair, used, drawn)
            used.add(labels.key(each.field.label))
            drawn.append(each)
        return tuple(_settled(drawn))

    def _drawn(self, pair: Pair, used: set[str], before: Sequence[Drawn]) -> Drawn:
        label, number = self.page.words.label(pair.label.text), len(before) + 1
        seen = guess(pair, label, self.choices, self.page.words)
        known = self.known.take(self.page, pair)
        if known is None and seen.kind is Kind.KANA and before:
            known = self.known.reading_of(before[-1].field.key)
        doubts = [*self._about_place(pair), *self._about_kind(seen, known), *self._about_need()]
        printed, group = label, self.page.words.label(pair.group.text) if pair.group else ""
        repeated = self._times[labels.key(label)] > 1
        if repeated and group:
            label = f"{group} {label}"
            doubts.append(
                Doubt(weight=0.1, why=f"同じ見出しがほかにもあるため、「{group}」の中の欄としました。")
            )
        if labels.key(label) in used:
            label = f"{label} {number}"
            doubts.append(Doubt(weight=0.5, why="同じ見出しがほかにもあり、シートの上で見分けられません。"))
        made = self._field(known, seen, label, f"x{number:02}")
        need = _need(known, demanded=self._needs.demanded(pair), shown=self._needs.shown)
        if repeated and group:
            made = replace(made, within=group, synonyms=(printed, *made.synonyms))
        preprinted = self.page.role(pair.answer) is Role.SKELETON and not boxes(pair.answer.text)
        skeleton = pair.answer.text if preprinted else ""
        example = Examples(self.page, self.examples).of(pair)
        made = replace(made, need=need, skeleton=skeleton, example=example, below=pair.above)
        cell = f"{letters(pair.answer.area.left)}{pair.answer.area.top}"
        return Drawn(field=made, pair=pair, cell=cell, doubts=tuple(doubts))

    def _field(self, known: Field | None, seen: Guess, label: str, key: str) -> Field:
        """The paper's kind and options where it shows them; limits and advice of ours where they still fit."""
        if known is None:
            return Field(key=key, label=label, kind=seen.kind, options=seen.options, unit=seen.unit)
        synonyms = tuple(
            name for name in (known.label, *known.synonyms) if labels.key(name) != labels.key(label)
        )
        own = replace(known, label=label, synonyms=synonyms, unit=seen.unit or known.unit)
        kind = _kind(known, seen)
        if kind not in CHOOSING:
            return (
                own if kind is known.kind else Field(key=known.key, label=label, kind=kind, synonyms=synonyms)
            )
        table = self._table(known.options_from, seen.options)
        same = set(seen.options) == set(known.options) or bool(table)
        return replace(
            own,
            kind=kind,
            options=() if table else seen.options,
            options_from=table,
            mend=known.mend if same else "",
        )

    def _about_place(self, pair: Pair) -> Iterator[Doubt]:
        if pair.inline:
            yield Doubt(weight=0.4, why="見出しと同じセルに答えを書く欄のようです。")
        elif pair.above:
            yield Doubt(weight=0.05, why="見出しの下の欄を答えの欄にしました。")
        elif not pair.answer.framed:
            yield Doubt(weight=0.3, why="枠のないセルを答えの欄にしました。")
        if self.page.spelled(pair.answer):
            yield Doubt(
                weight=0.4, why="1文字ずつ書く枠のようです。つづけて書く1つの枠に直すと、正しく読めます。"
            )

    def _about_need(self) -> Iterator[Doubt]:
        if self._needs.guessed:
            yield Doubt(weight=0.1, why="必須の印の意味が書かれていないため、推しはかりました。")
        if not self._needs.shown:
            yield Doubt(weight=0.05, why="必須の印がどの欄にもありません。")

    def _about_kind(self, seen: Guess, known: Field | None) -> Iterator[Doubt]:
        called = self.page.words.kind_names
        if known is None and not seen.shown and seen.kind is Kind.TEXT:
            yield Doubt(weight=0.2, why="知らない見出しです。種類が分からないため、文章の欄にしました。")
        elif known is None and not seen.shown:
            yield Doubt(
                weight=0.15,
                why=f"知らない見出しです。見出しの言葉から「{called[seen.kind]}」の欄にしました。",
            )
        elif known is None:
            yield Doubt(
                weight=0.05, why=f"知らない見出しです。書式から「{called[seen.kind]}」の欄にしました。"
            )
        elif known.kind in CHOOSING and not seen.options:
            yield Doubt(weight=0.2, why="選ぶ欄のはずですが、一覧が見つからないため、文章の欄にしました。")
        elif seen.shown and seen.kind is not known.kind and known.kind not in CHOOSING:
            why = f"書式は「{called[seen.kind]}」に見えますが、見出しから「{called[known.kind]}」の欄にしました。"
            yield Doubt(weight=0.15, why=why)

    def _table(self, name: str, options: Sequence[str]) -> str:
        """The dated table that the options are taken from, in whichever of its versions."""
        days = {date.max, *(version.effective_from for version in self.tables.allergens.version)}
        for day in days if name else ():
            offered = set(map(normal, self.tables.options(name, day)))
            if offered and len(offered & set(map(normal, options))) >= _SAME_OPTIONS * len(offered):
                return name
        return ""


def _kind(known: Field, seen: Guess) -> Kind:
    """A choice needs options on the paper; what the cell itself shows goes before what we know of the label."""
    if seen.options:
        return known.kind if known.kind in CHOOSING else seen.kind
    if known.kind in CHOOSING:
        return Kind.TEXT
    return known.kind


def _need(known: Field | None, *, demanded: bool, shown: bool) -> Need:
    """What the paper demands; a need that no paper can show is ours."""
    if demanded:
        return Need.REQUIRED
    if known is None or (known.need is Need.REQUIRED and shown):
        return Need.OPTIONAL
    return known.need


def _settled(drawn: Sequence[Drawn]) -> Iterator[Drawn]:
    """Without conditions on what this form doesn't ask or offer, and without words that another field is called."""
    fields = {each.field.key: each.field for each in drawn}
    taken = {labels.key(each.field.label) for each in drawn}
    options = {
        labels.key(option)
        for each in drawn
        for option in (*each.field.options, *boxes(each.pair.answer.text))
    }
    for each in drawn:
        own = each.field
        when = own.when if own.when and _possible(own.when, fields) else None
        need = Need.OPTIONAL if own.need is Need.WHEN and when is None else own.need
        free = (name for name in own.synonyms if labels.key(name) not in taken | options)
        synonyms = tuple(dict.fromkeys((*own.synonyms[:1], *free) if own.within else free))
        taken.update(map(labels.key, synonyms))
        yield replace(
            each,
            field=replace(own, when=None if need is Need.REQUIRED else when, need=need, synonyms=synonyms),
        )


def _possible(when: When, fields: dict[str, Field]) -> bool:
    asked = fields.get(when.field)
    return asked is not None and set(when.is_ + when.not_) <= set(asked.options)
