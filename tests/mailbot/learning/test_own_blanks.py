"""`forms learn` on our own blanks gives back our own forms, as far as paper can show them."""

import pytest
from msgspec.structs import fields

from mailbot.learning import learn
from mailbot.learning.proposal import Proposal
from mailbot.paper import blanks
from rules import labels
from rules.forms import Field, Form, Kind, Need
from rules.record import replace
from tests.entries import ARRIVED_ON, CONTEXT, FORMS, LIBRARY, OFFICE

NOT_ON_PAPER = {
    "intro": "the office's own name and address are printed in the places of {name} and {address}",
    "printed": "our forms have no such texts; those that a sheet holds are collected all the same",
    "height": "a matter of look alone",
}
"""What differs between a form and the form learned from its blank, and why."""
ONLY_KNOWN = frozenset(
    {
        "key",
        "when",
        "synonyms",
        "least",
        "most",
        "min_chars",
        "max_chars",
        "none_words",
        "mend",
        "options_from",
    }
)
"""What no paper shows: taken from our own form where the label is known, absent where it is not."""
LEAST_KINDS = 0.8
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def _learned(form: Form) -> Form:
    proposal = learn(blanks.workbook(form, OFFICE, CONTEXT.tables, ARRIVED_ON), form.name, LIBRARY)
    assert isinstance(proposal, Proposal)
    return proposal.form


def _bare(form: Form) -> Form:
    """Without what NOT_ON_PAPER lists; synonyms in the form in which they are compared."""
    sections = tuple(
        replace(
            section,
            rows=tuple(
                replace(row, height=1, answers=tuple(map(_by_key, row.answers))) for row in section.rows
            ),
        )
        for section in form.sections
    )
    return replace(form, intro=(), printed=(), sections=sections)


def _by_key(field: Field) -> Field:
    names = {labels.key(name) for name in field.synonyms} - {labels.key(field.label)}
    return replace(field, synonyms=tuple(sorted(names)))


@every_form
def test_our_blank_gives_back_our_form(form: Form) -> None:
    """Id, title, sections, rows, notes, and every field with all its parts; but for NOT_ON_PAPER."""
    assert _bare(_learned(form)) == _bare(form)


@every_form
def test_a_paper_that_we_know_nothing_of(form: Form) -> None:
    """With every label in words that no form of ours has, the paper alone gives label, need, list and example."""
    strange = _strange(form)
    learned = _learned(strange)

    assert [each.label for each in learned.fields] == [each.label for each in strange.fields]
    for own, seen in zip(strange.fields, learned.fields, strict=True):
        assert (seen.need is Need.REQUIRED) == (own.need is Need.REQUIRED), own.label
        options = own.options or CONTEXT.tables.options(own.options_from, ARRIVED_ON)
        assert set(seen.options) == set(options), own.label
        assert seen.example == own.example or own.kind is Kind.TICKS, own.label
        assert (seen.skeleton, seen.span) == (own.skeleton, own.span), own.label
        assert all(
            getattr(seen, each.name) == each.default
            for each in fields(Field)
            if each.name in ONLY_KNOWN - {"key"}
        )


@every_form
def test_most_kinds_are_guessed_from_the_paper(form: Form) -> None:
    """Without knowing the label, the kind comes from lists, boxes, skeletons, formats and words."""
    strange = _strange(form)
    pairs = list(zip(strange.fields, _learned(strange).fields, strict=True))
    right = [own.kind is seen.kind for own, seen in pairs]

    assert sum(right) >= LEAST_KINDS * len(pairs)


def _strange(form: Form) -> Form:
    """The same paper in words of its own: '甲' before every label, and no form id that is known."""
    return replace(
        form,
        sections=tuple(
            replace(
                section,
                rows=tuple(
                    replace(
                        row,
                        label=f"甲{row.label}",
                        answers=tuple(replace(each, label=f"甲{each.label}") for each in row.answers),
                    )
                    for row in section.rows
                ),
            )
            for section in form.sections
        ),
    )
