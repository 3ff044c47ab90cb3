"""The commands about businesses, as a clerk types them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from store import cases
from store.documents import Store
from tests import entries
from tests.e2e import town
from tests.e2e.town import SENDER, Mailbot, Town

HEADS = ("事業者名", "法人番号", "代表者", "所在市町", "電話", "メール", "誓約書提出日")
OLD = "old@ogori-foods.example.jp"
FOODS = ("㈱小郡食品", 7123456789012, "高田一郎", "小郡市", "0942-00-1234", OLD, date(2025, 6, 1))
CARPENTER = ("株式会社大川木工", None, "森 次郎", "大川市", "0944-00-1111", "mori@example.jp", "済")
NAMELESS = (None, None, "山田 太郎", "うきは市", None, None, None)
ON_FILE: dict[str, Any] = {"pledge": "提出済み"}


@pytest.fixture
def home(tmp_path: Path) -> Town:
    return town.found(tmp_path / "office", {})


def workbook(folder: Path, *rows: tuple[object, ...]) -> str:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("令和7年度 事業者一覧",), HEADS, *rows):
        page.append(list(row))
    path = folder / "事業者一覧.xlsx"
    book.save(path)
    return str(path)


def arrives(
    home: Town, mailbot: Mailbot, name: str, sheet: bytes | None = None, sender: str = SENDER
) -> None:
    file = home.folder / f"{name}.eml"
    file.write_bytes(town.entry(sheet, sender=sender, pledge=False))
    assert mailbot("import", str(file), "--received", town.MONDAY.isoformat()).code == 0


def test_the_registry_of_earlier_years(home: Town, mailbot: Mailbot) -> None:
    """A preview changes nothing; the import takes what it can and names the rest; a second one changes nothing."""
    arrives(home, mailbot, "entry")
    file, store = workbook(home.folder, FOODS, CARPENTER, NAMELESS), Store(home.folder / "data")
    before = store.token()

    preview = mailbot("businesses", "import", file, "--preview", "--by", "山田")
    assert preview.code == 0 and store.token() == before
    assert [row.split()[:2] for row in preview.out.splitlines()[1:4]] == [
        ["3", "㈱小郡食品"],
        ["4", "株式会社大川木工"],
        ["5", "取り込めません"],
    ]
    taken = mailbot("businesses", "import", file, "--by", "山田")
    assert taken.code == 0 and "新規・追記 2件、変わりなし 0件、取り込めない行 1行" in taken.out

    foods, carpenter = mailbot("businesses", "--json").json
    assert (foods["id"], foods["pledge"], foods["notice_to"]) == ("J-0001", "on_file", SENDER)
    assert foods["addresses"] == [SENDER, OLD]
    assert (carpenter["pledge"], carpenter["notice_to"]) == ("on_file", "mori@example.jp")
    (case,) = mailbot("cases", "--json").json
    assert (case["state"], case["accepted_at"]) == ("accepted", "2026-11-16T09:00:00+09:00")

    before = store.token()
    again = mailbot("businesses", "import", file, "--by", "佐藤")
    assert "新規・追記 0件、変わりなし 2件" in again.out and store.token() == before


def test_submitted_already_is_believed_until_a_registry_is_there(home: Town, mailbot: Mailbot) -> None:
    """提出済み without a record is a warning before the import, and a gap after it."""
    arrives(home, mailbot, "before", entries.filled("food", {**entries.ANSWERS["food"], **ON_FILE}))
    assert mailbot("businesses", "import", workbook(home.folder, CARPENTER), "--by", "山田").code == 0
    other: dict[str, Any] = ON_FILE | {
        "biz_name": "合同会社うきは",
        "corp_no": "",
        "rep": "浮羽 三郎",
        "tel": "0943-00-1111",
    }
    arrives(
        home,
        mailbot,
        "after",
        entries.filled("food", {**entries.ANSWERS["food"], **other}),
        "ukiha@example.jp",
    )

    first, second = mailbot("cases", "--json").json
    assert (first["state"], second["state"]) == ("accepted", "correction_requested")
    assert {"pledge_missing", "pledge_not_on_file"} <= {each["code"] for each in second["findings"]}


def test_a_workbook_that_is_no_registry(home: Town, mailbot: Mailbot) -> None:
    """Exit 65 and one sentence that names the file."""
    sheet = home.folder / "sheet.xlsx"
    sheet.write_bytes(entries.filled("food"))
    text = home.folder / "text.xlsx"
    text.write_text("事業者名,法人番号\n")

    for path in (sheet, text):
        ended = mailbot("businesses", "import", str(path), "--by", "山田")
        assert (ended.code, ended.out) == (65, "") and path.name in ended.err


def test_deeds_from_the_command_line(home: Town, mailbot: Mailbot) -> None:
    """Each deed says what it did, and `undo` takes it back; a wrong call says how it is meant."""
    arrives(home, mailbot, "entry")
    file = home.folder / "colleague.eml"
    file.write_bytes(town.entry(entries.filled("food", price=700), sender="shop@example.jp", pledge=False))
    mailbot("import", str(file), "--received", town.MONDAY.isoformat())
    (waiting,) = mailbot("mails", "--person", "--json").json

    def states() -> tuple[object, ...]:
        (business,), (case,) = mailbot("businesses", "--json").json, mailbot("cases", "--json").json
        return (
            business["addresses"],
            business["pledge"],
            business["notice_to"],
            case["fields"]["price"]["value"],
        )

    seen = [states()]
    for arguments in (
        ("businesses", "same", waiting["id"][:8]),
        ("pledge", "on-file", "J-0001", "--date", "2025-06-01"),
        ("businesses", "notice", "J-0001", "owner@example.jp"),
    ):
        done = mailbot(*arguments, "--by", "山田")
        assert done.code == 0, done.err
        seen.append(states())
    assert seen[-1] == ([SENDER, "shop@example.jp"], "on_file", "owner@example.jp", 700)
    for state in reversed(seen[:-1]):
        assert mailbot("undo", "--by", "山田").code == 0
        assert states() == state

    for wrong in (
        ("businesses", "merge", "J-0001", "--by", "山田"),
        ("businesses", "split", "J-0001"),
        ("businesses", "merge", "J-0001", "J-0002", "--by", "山田"),
        ("pledge", "confirm", "J-0001", "--date", "2030-06-01", "--by", "山田"),
    ):
        assert mailbot(*wrong).code == 2


def test_amended(home: Town, mailbot: Mailbot) -> None:
    """`amend` puts one field right; a field or text that can't be is refused with a sentence; undo follows."""
    arrives(home, mailbot, "entry")
    amend = ("businesses", "amend", "J-0001")

    assert mailbot(*amend, "phone", "0942-00-9999", "--by", "山田").code == 0
    assert mailbot(*amend, "postal", "12", "--by", "山田").code == 2
    assert mailbot(*amend, "phone", "--by", "山田").code == 2
    store = Store(home.folder / "data")
    assert [each.phone for each in cases.businesses(store.snapshot())] == ["0942-00-9999"]
