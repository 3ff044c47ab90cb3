"""Blanks of other offices: what is learned of each, and whether a filled copy is then read rightly."""

import tomllib
from pathlib import Path

import pytest

from mailbot.learning import learn
from mailbot.learning.proposal import Proposal
from mailbot.learning.writing import text
from mailbot.marking import filled as fill
from mailbot.paper import blanks
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Unreadable, open_workbook
from rules.forms import Need
from rules.model import Severity
from store.formfile import read_form
from tests.conftest import Convert
from tests.entries import ARRIVED_ON, CONTEXT, FORMS, LIBRARY, OFFICE, filled
from tests.mailbot.learning.paper import Paper
from tests.mailbot.learning.papers import PAPERS
from tests.mailbot.learning.score import found, learned

LEAST = 0.95
every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)


def _read(data: bytes, paper: Paper) -> Reading:
    """As the robot reads it: beside our own forms."""
    book = open_workbook(data)
    assert not isinstance(book, Unreadable)
    return read(book, (*FORMS, learned(paper).form), CONTEXT)


@every_paper
def test_nearly_every_field_has_the_right_answer_cell(paper: Paper) -> None:
    """At least 95 % of what a person sees, each label with its own cell; and nothing that is no field."""
    proposal = learned(paper)
    pairs = found(paper, proposal)

    assert len(pairs) >= LEAST * len(paper.fields)
    assert len(proposal.drawn) == len(pairs)


@every_paper
def test_kind_need_options_and_key_are_those_of_the_paper(paper: Paper) -> None:
    """What the paper shows of an answer is taken over; a label that our forms know gets its key."""
    for seen, drawn in found(paper, learned(paper)):
        assert drawn.field.kind is seen.kind, seen.label
        assert (drawn.field.need is Need.REQUIRED) == (seen.need is Need.REQUIRED), seen.label
        assert drawn.field.options == seen.options, seen.label
        assert drawn.field.key == seen.key or (not seen.key and drawn.field.key.startswith("x")), seen.label


@every_paper
def test_a_filled_copy_is_read_with_the_learned_form(paper: Paper) -> None:
    """The ordinary reader gives the right value for every answer, recognises the form, and finds no error."""
    reading = _read(paper.filled(), paper)

    (entry,) = reading.entries
    assert (entry.form, reading.findings) == (paper.name, ())
    assert {seen.label: entry.value(drawn.field.key) for seen, drawn in found(paper, learned(paper))} == {
        seen.label: seen.value for seen in paper.fields
    }
    assert [finding for finding in entry.findings if finding.severity is Severity.ERROR] == []


@every_paper
def test_our_own_drawing_of_a_learned_form(paper: Paper) -> None:
    """A blank drawn from the learned form, answers right of their labels, is read with that form as well."""
    proposal = learned(paper)
    values = {drawn.field.key: seen.value for seen, drawn in found(paper, proposal) if seen.value is not None}
    blank = blanks.workbook(proposal.form, OFFICE, CONTEXT.tables, ARRIVED_ON)

    (entry,) = _read(fill(blank, proposal.form, values), paper).entries

    assert {key: entry.value(key) for key in values} == values


@every_paper
def test_the_blank_itself_is_no_entry(paper: Paper) -> None:
    """Nothing that the paper prints is taken for an answer."""
    assert _read(paper.blank, paper) == Reading(blank=True)


@every_paper
def test_the_file_gives_the_same_form_again(paper: Paper, tmp_path: Path) -> None:
    """What is written is TOML, passes every test of the library, and says how sure each field is."""
    proposal = learned(paper)
    file = tmp_path / f"{paper.name}.toml"
    file.write_text(text(proposal), encoding="utf-8")

    assert read_form(file) == proposal.form
    assert file.read_text("utf-8").count("# 確からしさ 0.") == len(proposal.drawn)


@every_paper
def test_a_blank_saved_by_libreoffice(paper: Paper, soffice: Convert, tmp_path: Path) -> None:
    """Another program's rules, fills and merges show the same fields."""
    source, folder = tmp_path / "blank.xlsx", tmp_path / "saved"
    source.write_bytes(paper.blank)
    saved = soffice(source, "xlsx", folder)

    proposal = learn(saved.read_bytes(), paper.name, LIBRARY)

    assert isinstance(proposal, Proposal)
    assert len(found(paper, proposal)) >= LEAST * len(paper.fields)


def test_the_example_sheet_gives_examples() -> None:
    """What stands in the 記入例 is an example, not an answer and not a form of its own."""
    boxed = next(paper for paper in PAPERS if paper.name == "boxed")
    fields = {drawn.cell: drawn.field for drawn in learned(boxed).drawn.values()}

    assert [fields[cell].example for cell in ("B6", "B16", "F16", "H6")] == [
        "株式会社見本",
        "見本せんべい",
        "菓子",
        "",
    ]


def test_a_box_for_each_character_is_pointed_out() -> None:
    """Thirteen small boxes are one answer that can't be read as one: the draft says so."""
    graph = next(paper for paper in PAPERS if paper.name == "graph")
    number = learned(graph).drawn["corp_no"]

    assert number.confidence <= 0.6
    assert any("1文字ずつ" in doubt.why for doubt in number.doubts)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_workbook_is_told(data: bytes) -> None:
    """Never raises: the reason is a Japanese sentence."""
    refused = learn(data, "own", LIBRARY)

    assert isinstance(refused, Unreadable)
    assert refused.message.endswith("。")


def test_a_filled_sheet_is_toml_too() -> None:
    """Whatever stands in the cells, the draft is a file that can be read."""
    proposal = learn(filled("food", biz_name='引用"符\\と\n改行'), "food", LIBRARY)

    assert isinstance(proposal, Proposal)
    assert tomllib.loads(text(proposal))["name"] == "food"
