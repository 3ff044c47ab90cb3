"""The tables that the office may edit."""

from datetime import date
from itertools import pairwise

import pytest

from rules.wording import normal
from tests.rules.filled import TABLES


def test_dated_tables_are_newest_first() -> None:
    """The first row whose day has come is the one in force, so the order decides."""
    allergens = [each.effective_from for each in TABLES.allergens.version]
    rates = [each.effective_from for each in TABLES.tax_rates.version]
    eras = [each.first_day for each in TABLES.eras.era]

    for days in (allergens, rates, eras):
        assert all(newer > older for newer, older in pairwise(days))


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2040, 1, 1)])
def test_every_day_has_its_options(day: date) -> None:
    """Before the oldest version the oldest holds; an unknown table offers nothing."""
    allergens = TABLES.options("allergens", day)

    assert len(allergens) == len(set(allergens)) in (29, 30)
    assert allergens[-1] == "該当なし"
    assert TABLES.options("tax_rates", day) == ("8%", "10%")
    assert TABLES.options("moon", day) == ()


def test_lint_words_point_at_allergens_of_the_list() -> None:
    """An ingredient or synonym for an allergen that no list has would never be found."""
    known = {name for each in TABLES.allergens.version for name in (*each.mandatory, *each.recommended)}

    assert {name for names in TABLES.allergens.contains.values() for name in names} <= known
    assert set(TABLES.allergens.synonyms) <= known | {TABLES.allergens.none}


def test_a_synonym_means_one_allergen() -> None:
    """No name stands for two."""
    names = [normal(each) for every in TABLES.allergens.synonyms.values() for each in every]

    assert len(names) == len(set(names))


def test_reasons_are_ready_for_a_letter() -> None:
    """R01 to R17, each with a label for the clerk and whole sentences for the business."""
    codes = [each.code for each in TABLES.reasons.reason]

    assert codes == [f"R{number:02}" for number in range(1, 18)]
    assert all(each.label and each.sentence.endswith("。") for each in TABLES.reasons.reason)
    assert TABLES.reasons.find("R04") is TABLES.reasons.reason[3]
    assert TABLES.reasons.find("R99") is None


def test_there_are_32_licensed_trades() -> None:
    """食品衛生法施行令 第35条."""
    assert len(set(TABLES.licences.kind)) == 32
