"""`mailbot check`: the help desk judges a workbook as the robot would, and nothing is stored."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from mailbot.__main__ import main
from store.library import BUILTIN
from tests import entries
from tests.e2e import town
from tests.looking import looked_at

ON = ["--now", "2026-11-20T10:00:00+09:00"]
GAPS = [("jan", "check_digit"), ("net", "several_sizes"), ("storage", "missing")]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a configuration."""
    monkeypatch.delenv("MAILBOT_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kept(name: str, data: bytes) -> str:
    Path(name).write_bytes(data)
    return name


def faulty(name: str = "faulty.xlsx") -> str:
    return kept(name, entries.filled("food", net="100g/200g", storage="", jan="4569951116170"))


def check(*arguments: str) -> int:
    return main([*ON, "check", *arguments])


def test_a_sound_sheet_ends_with_zero(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No configuration, no data directory: nothing is made, and pledge and photos are not asked for."""
    assert check(kept("sound.xlsx", entries.filled("food"))) == 0

    said = capsys.readouterr()
    assert "あまおうジャム 150g" in said.out
    assert said.err == ""
    assert [path.name for path in here.iterdir()] == ["sound.xlsx"]


def test_each_finding_says_where_and_how(capsys: pytest.CaptureFixture[str]) -> None:
    """Label, cell, what stands there now, and the whole message."""
    assert check(faulty()) == 1

    said = capsys.readouterr().out
    for words in ("内容量", "エントリーシート!C", "100g/200g", "シートを分けてご記入ください。"):
        assert words in said


def test_json_is_the_shape_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """One document for all files: findings of the workbook, and entries with fields and findings."""
    assert check(faulty(), kept("nonfood.xlsx", entries.filled("nonfood")), "--json") == 1

    food, nonfood = json.loads(capsys.readouterr().out)
    assert (food["file"], food["findings"]) == ("faulty.xlsx", [])
    (entry,) = food["entries"]
    assert set(entry) == {"sheet", "form", "fields", "findings"}
    assert (entry["sheet"], entry["form"]) == ("エントリーシート", "food")
    assert entry["fields"]["price"]["value"] == 650
    assert [(each["field"], each["code"]) for each in entry["findings"]] == GAPS
    assert set(entry["findings"][0]) == {"code", "severity", "field", "label", "cell", "message"}
    assert nonfood["entries"][0]["form"] == "nonfood"


def test_warnings_need_a_person_and_notes_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning ends with 1; what is only to be known, such as another municipality, with 0."""
    warned = kept("warned.xlsx", entries.filled("food", pr="日本一おいしい、小郡市のあまおうジャムです。"))
    noted = kept(
        "noted.xlsx", entries.filled("food", muni="大刀洗町", address="福岡県三井郡大刀洗町大字冨多819")
    )

    assert check(warned) == 1
    assert check(noted) == 0
    assert "大刀洗町への回付" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("page.xls", b"<html><table></table></html>", "Webページ"),
        ("empty.xlsx", b"", "空"),
        ("cut.xlsx", entries.filled("food")[:3000], "壊れている"),
    ],
)
def test_an_unreadable_file_is_named(
    name: str, data: bytes, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """65 and a sentence on stderr; the other files are judged all the same, and stdout stays one document."""
    assert check(kept(name, data), faulty(), "--json") == 65

    said = capsys.readouterr()
    unread, read = json.loads(said.out)
    assert said.err.startswith(f"{name}: ")
    assert why in said.err
    assert unread["entries"] == [] and unread["findings"][0]["message"] in said.err
    assert len(read["entries"][0]["findings"]) == len(GAPS)


def test_a_file_that_is_not_there_is_unreadable(capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback: the file and the system's reason."""
    assert check("nothing.xlsx") == 65
    assert capsys.readouterr().err.startswith("nothing.xlsx: ファイルを開けません")


def test_a_blank_and_another_workbook_are_findings(capsys: pytest.CaptureFixture[str]) -> None:
    """Readable, but no entry: our blank unfilled, and a workbook that is none of ours."""
    book = openpyxl.Workbook()
    file = io.BytesIO()
    book.save(file)

    assert (
        check(kept("blank.xlsx", entries.blank("food")), kept("other.xlsx", file.getvalue()), "--json") == 1
    )
    blank, other = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in blank["findings"]] == ["nothing_filled"]
    assert [each["code"] for each in other["findings"]] == ["unknown_form"]
    assert blank["entries"] == other["entries"] == []


def test_annotate_writes_the_marked_workbook(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet that lists the gaps comes first; the sender's own answers still stand there."""
    assert check(faulty(), "--annotate", "marked.xlsx") == 1

    book = looked_at((here / "marked.xlsx").read_bytes())
    assert book.sheetnames[0] == "ご確認のお願い"
    assert any(cell.comment for row in book["エントリーシート"].iter_rows() for cell in row)
    assert check("marked.xlsx") == 1
    assert capsys.readouterr().out.count("内容量") >= 2


def test_a_sound_sheet_is_not_marked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to mend, nothing written, and the caller hears why."""
    assert check(kept("sound.xlsx", entries.filled("food")), "--annotate", "marked.xlsx") == 0
    assert not (here / "marked.xlsx").exists()
    assert "marked.xlsx は作りませんでした" in capsys.readouterr().err


def test_wrong_usage(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several files have no one marked workbook, the file itself is never overwritten, no file is no question."""
    before = Path(faulty()).read_bytes()

    assert check("a.xlsx", "b.xlsx", "--annotate", "marked.xlsx") == 2
    assert check("faulty.xlsx", "--annotate", "faulty.xlsx") == 2
    assert check() == 2
    assert (here / "faulty.xlsx").read_bytes() == before
    assert capsys.readouterr().out == ""


def test_an_office_is_judged_by_its_own_tables(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a configuration its own forms and tables count; its data directory is not even made."""
    office = town.found(here / "office", {})
    config = str(office.folder / "config.toml")
    sheet = kept("sound.xlsx", entries.filled("food"))
    assert main([*ON, "--config", config, "check", sheet]) == 0
    assert not (office.folder / "data").exists()

    tables = office.folder / "data" / "tables"
    tables.mkdir(parents=True)
    text = (BUILTIN / "tables" / "words.toml").read_text("utf-8")
    (tables / "words.toml").write_text(text.replace("claims = [", 'claims = ["果実の形", '), "utf-8")
    assert main([*ON, "--config", config, "check", sheet]) == 1
    assert "果実の形" in capsys.readouterr().out
