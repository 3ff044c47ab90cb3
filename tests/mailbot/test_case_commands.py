"""What the console has the robot do for one case, as commands: files, pictures, opening again."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, Mailbot, Town

BY = ("--by", "山田")


@pytest.fixture
def home(tmp_path: Path) -> Town:
    return town.found(tmp_path, {})


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 0, 0)).save(file, "PNG")
    return file.getvalue()


def bring(mailbot: Mailbot, home: Town, sheet: bytes) -> None:
    file = home.folder / "entry.eml"
    file.write_bytes(town.entry(sheet))
    assert mailbot("import", str(file), "--received", MONDAY.isoformat()).code == 0


def test_files_are_listed_and_saved(mailbot: Mailbot, home: Town) -> None:
    """The list names what each was called; one of them is saved, byte for byte, under a name of ours."""
    sheet = entries.filled("food")
    bring(mailbot, home, sheet)
    listed = mailbot("files", "R8-0001", "--json").json
    wanted = next(each for each in listed if each["sha256"] == hashlib.sha256(sheet).hexdigest())
    assert wanted["path"] == "" and wanted["size"] == len(sheet) and wanted["called"].endswith(".xlsx")

    out = home.folder / "out"
    (saved,) = mailbot("files", "R8-0001", "--save", str(out), "--only", wanted["sha256"][:8], "--json").json
    assert (out / saved["name"]).read_bytes() == sheet and saved["path"] == str(out / saved["name"])
    (out / saved["name"]).write_bytes(b"mine")
    assert "すでにあります" in mailbot("files", "R8-0001", "--save", str(out)).err
    assert "始まるファイルはありません" in mailbot("files", "R8-0001", "--only", "ffffffff0").err
    assert mailbot("files", "R8-9999").code == 2
    assert wanted["called"] in mailbot("files", "R8-0001").out


def test_pictures_are_points(mailbot: Mailbot, home: Town) -> None:
    """In the box that was asked for; a case that is not there is a sentence."""
    bring(mailbot, home, entries.pictured(entries.filled("food"), "food", picture()))
    (made,) = mailbot("pictures", "R8-0001", "--columns=30", "--rows=30", "--json").json

    assert (made["what"], made["width"], made["height"]) == ("商品写真", 30, 20)
    assert "商品写真" in mailbot("pictures", "R8-0001").out
    assert mailbot("pictures", "R8-9999").code == 2


def test_withdrawn_by_mistake_is_opened_again(mailbot: Mailbot, home: Town) -> None:
    """Before the receipt has left; the reason is needed and stands in the history."""
    bring(mailbot, home, entries.filled("food"))
    assert mailbot("outcome", "R8-0001", "withdrawn", *BY).code == 0
    assert "受付済" in mailbot("reopen", "R8-0001", "--reason", "番号の取り違え", *BY).out
    assert "案件の再開ができるのは" in mailbot("reopen", "R8-0001", "--reason", "x", *BY).err
    assert "番号の取り違え" in json.dumps(mailbot("why", "R8-0001", "--json").json, ensure_ascii=False)
