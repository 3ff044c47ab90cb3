"""What a form leaves unchecked is said, not passed over."""

import pytest

from rules.checks import lacking
from rules.checks.lacking import RELIANCES
from rules.forms import Field, Form, Goods
from rules.record import replace
from tests.rules.filled import FOOD, FORMS


def _with(form: Form, key: str, field: Field | None) -> Form:
    """The form with this field instead of its own of that key, or without it."""

    def changed(answers: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(new for each in answers if (new := field if each.key == key else each) is not None)

    sections = tuple(
        replace(section, rows=tuple(replace(row, answers=changed(row.answers)) for row in section.rows))
        for section in form.sections
    )
    return replace(form, sections=sections)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_our_forms_lack_nothing(form: Form) -> None:
    """Every check has what it needs."""
    assert lacking(form) == ()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_field_that_a_check_needs_is_missed(form: Form) -> None:
    """Without the field, a sentence names it."""
    needed = {key for each in RELIANCES if each.goods in (None, form.goods) for key in each.keys}
    for key in needed:
        told = lacking(_with(form, key, None))
        assert told
        assert all(f"欄「{key}」" in sentence and sentence.endswith("。") for sentence in told)


def test_an_option_in_other_words_is_missed() -> None:
    """A check that compares an answer with 「許可」 can't go by 「営業許可」."""
    field = FOOD.field("license")
    assert field is not None

    (told,) = lacking(_with(FOOD, "license", replace(field, options=("営業許可", "届出", "不要"))))

    assert "「許可」" in told


def test_a_form_for_who_knows_what() -> None:
    """Without `goods` nothing is assumed of the product, and that is said once."""
    (told,) = lacking(replace(FOOD, goods=Goods.UNKNOWN))

    assert "goods" in told
