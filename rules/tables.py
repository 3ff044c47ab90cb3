"""The tables that the rules look things up in, as the Library loads them: one attribute a tables/NAME.toml.

Tables that a law changes hold every version with the day from which it holds; the day of arrival chooses.
"""

from collections.abc import Mapping
from datetime import date

from rules.eras import Era
from rules.record import Struct, field


class Eras(Struct, frozen=True, kw_only=True):
    era: tuple[Era, ...]
    """Newest first."""


class AllergenList(Struct, frozen=True, kw_only=True):
    effective_from: date
    status: str
    mandatory: tuple[str, ...]
    """特定原材料."""
    recommended: tuple[str, ...]
    """特定原材料に準ずるもの."""


class Allergens(Struct, frozen=True, kw_only=True):
    none: str
    """The option that says there are none: 該当なし."""
    other: str
    """Where a name goes that the list of that day does not know."""
    version: tuple[AllergenList, ...]
    """Newest first."""
    synonyms: Mapping[str, tuple[str, ...]]
    contains: Mapping[str, tuple[str, ...]]
    """Ingredient -> allergens that it is made of."""

    def on(self, day: date) -> AllergenList:
        """The list in force on that day; before the oldest one, the oldest."""
        return next((each for each in self.version if each.effective_from <= day), self.version[-1])


class TaxVersion(Struct, frozen=True, kw_only=True):
    effective_from: date
    standard: str
    """As the form prints it: '10%'."""
    reduced: str


class TaxRates(Struct, frozen=True, kw_only=True):
    version: tuple[TaxVersion, ...]
    """Newest first."""

    def on(self, day: date) -> TaxVersion:
        return next((each for each in self.version if each.effective_from <= day), self.version[-1])


class Words(Struct, frozen=True, kw_only=True):
    """Word lists. All are compared in the form of `wording.normal`."""

    ditto: tuple[str, ...]
    """「同上」 and what people write for it."""
    titles: tuple[str, ...]
    """Of a representative, as they stand before the name."""
    placeholders: tuple[str, ...]
    """No answer, though something stands there: '○○', '未定'."""
    none: tuple[str, ...]
    """「なし」 and what people write for it, where a form takes that as an answer."""
    yes: tuple[str, ...]
    """「あり」 and what people write for it beside a single box."""
    claims: tuple[str, ...]
    """Superlatives that need proof (景品表示法)."""
    health: tuple[str, ...]
    """Effects on the body that only approved goods may claim (薬機法・健康増進法)."""
    sets: tuple[str, ...]
    """Words that make several amounts one product."""
    several: tuple[str, ...]
    """Words that say that a sheet holds several sizes."""
    soap: tuple[str, ...]
    """Goods that are cosmetics by law."""
    additives: tuple[str, ...]
    """Words by which additives are known in a list of ingredients."""
    mixed: tuple[str, ...]
    """What makes a set of food an 一体資産 (消費税法施行令 第2条の3)."""
    labelled: Mapping[str, tuple[str, ...]]
    """Category that needs a label (家庭用品品質表示法) -> words that its label must hold."""
    alcohol: tuple[str, ...] = ()
    """Names on the label (一括表示の名称) that only alcohol has."""
    tableware: tuple[str, ...] = ()
    """Goods that touch food (食品衛生法 第18条)."""
    electric: tuple[str, ...] = ()
    """Goods that use electricity (電気用品安全法)."""


class Units(Struct, frozen=True, kw_only=True):
    """Unit -> factor to the dimension's own unit. A counted unit is a dimension of its own."""

    mass: Mapping[str, float]
    """In grams."""
    volume: Mapping[str, float]
    """In millilitres."""
    length: Mapping[str, float]
    """In centimetres."""
    time: Mapping[str, float]
    """In days."""
    counted: tuple[str, ...]


class Reason(Struct, frozen=True, kw_only=True):
    code: str
    label: str
    """For the clerk's list."""
    sentence: str
    """For the business: whole polite sentences."""


class Reasons(Struct, frozen=True, kw_only=True):
    reason: tuple[Reason, ...]

    def find(self, code: str) -> Reason | None:
        return next((each for each in self.reason if each.code == code), None)


class Municipalities(Struct, frozen=True, kw_only=True):
    outside: str
    """The option for a business outside the region: 圏域外."""
    region_words: tuple[str, ...]
    """Names that mean the region without naming a municipality: '圏域内', '筑後'."""


class Licences(Struct, frozen=True, kw_only=True):
    kind: tuple[str, ...]
    """The licensed trades of 食品衛生法施行令 第35条."""
    needed: Mapping[str, str] = field(default_factory=dict)
    """Category of food -> the trade that its maker is licensed for as a rule."""


class Tables(Struct, frozen=True, kw_only=True):
    eras: Eras
    allergens: Allergens
    tax_rates: TaxRates
    words: Words
    units: Units
    reasons: Reasons
    municipalities: Municipalities
    licences: Licences

    def options(self, name: str, day: date) -> tuple[str, ...]:
        """What a field with `options_from = name` offers on that day; empty for an unknown name."""
        if name == "allergens":
            listed = self.allergens.on(day)
            return (*listed.mandatory, *listed.recommended, self.allergens.none)
        if name == "tax_rates":
            rates = self.tax_rates.on(day)
            return (rates.reduced, rates.standard)
        return ()


class Context(Struct, frozen=True, kw_only=True):
    """What a check needs to know beside the sheet."""

    on: date
    """The day of arrival in the office's zone."""
    tables: Tables
    home: str
    """The municipality of this office."""
    municipalities: tuple[str, ...]
    """All municipalities of the region, home included."""
