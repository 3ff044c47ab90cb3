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


def bring(mailbot: Mailbot, home: Town, sheet: bytes, sender: str = town.SENDER) -> None:
    file = home.folder / "entry.eml"
    file.write_bytes(town.entry(sheet, sender=sender))
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


def test_what_was_read_no_longer_stands_there(mailbot: Mailbot, home: Town) -> None:
    """The history tells what was read; all that are named are one deed, or none where one has nothing to be read."""
    bring(mailbot, home, entries.filled("food"))
    bring(mailbot, home, entries.filled("food", {**entries.ANSWERS["food"], "name": "菜の花の佃煮"}))
    first, second = (mailbot("show", f"R8-000{number}", "--json").json for number in (1, 2))
    assert first["attention"] and "JANコードが、整理番号 R8-0001" in second["attention"][0]

    (told,) = mailbot("seen", "R8-0002", "R8-0002", *BY, "--json").json
    [read] = told["seen"]
    assert told == second | {"attention": [], "seen": [read], "version": second["version"] + 1}
    assert (read["sentences"], read["by"]) == (second["attention"], "山田") and read["at"].endswith("+09:00")
    shown = " ".join(mailbot("show", "R8-0002").out.split())
    assert f"確認済 {read['at']} 山田 JANコードが、整理番号 R8-0001" in shown
    assert told == mailbot("show", "R8-0002", "--json").json
    last = mailbot("why", "R8-0002", "--json").json["history"][-1]
    assert (last["what"], last["by"], last["detail"]) == ("case.seen", "山田", " ".join(second["attention"]))

    assert "R8-0002 には、確認することはありません" in mailbot("seen", "R8-0001", "R8-0002", *BY).err
    assert mailbot("show", "R8-0001", "--json").json == first
    assert mailbot("undo", *BY).code == 0
    assert "R8-0002 菜の花の佃煮: 確認済にしました" in mailbot("seen", "R8-0001", "R8-0002", *BY).out
    assert "まとめて操作" in mailbot("undo", *BY).out


def test_what_asks_for_another_deed_is_told_as_standing(mailbot: Mailbot, home: Town) -> None:
    """A mail of somebody else asks to be about the case: reading alone does not settle that."""
    bring(mailbot, home, entries.filled("food", storage=""))
    bring(mailbot, home, entries.filled("food"), sender="colleague@ogori-foods.example.jp")

    assert "残っています: 別のアドレス(colleague@" in mailbot("seen", "R8-0001", *BY).out
    assert "「同じ事業者です」か「別の事業者です」で" in mailbot("seen", "R8-0001", *BY).err
