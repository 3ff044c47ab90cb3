"""The agenda as a workbook: what the committee sees, in which order, and what must never be in it."""

import io
import zipfile
from datetime import timedelta

import pytest

from mailbot.agenda import Profile
from mailbot.intake.post import Delivery
from mailbot.mail.attachment import attachment
from mailbot.paper.pen import plain
from rules.entered import Source
from rules.model import File, Outcome, OutcomeKind, State, Told
from rules.moves import Refusal
from store.desk import answers, attention, judgement, meeting, remarks
from tests import entries
from tests.e2e.town import MONDAY, SENDER, entry, signed_pledge
from tests.mailbot.agenda.meeting import (
    LATER,
    ROUND,
    hostile,
    hostile_cells,
    like,
    made,
    opened,
    table,
    words,
)
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.intake.test_post import register
from tests.mailbot.sheets.test_photos import picture

HEADS = (
    "No. 整理番号 受付日 事業者名 所在市町 商品名 分類 内容量 希望小売(税抜円) 希望小売(税込円) 税率 卸価格・掛率 "
    "賞味期間 温度帯 該当要件 表示 営業許可 PL保険 誓約書 写真 形式審査 特記(確認する項目) "
    "前回結果 選定案 会議結果 理由コード 条件(通知に載る) 備考(控え) 版"
).split()


def test_the_list_has_the_columns_of_the_office_in_their_order(counter: Counter) -> None:
    """DOMAIN.md section 6.5; prices are numbers, days stand in the era."""
    counter.bring()

    [row] = table(opened(made(counter))["一覧表"])

    assert [head.replace(" ", "") for head in row] == HEADS
    assert (row["整理番号"], row["受付日"], row["事業者名"]) == ("R8-0001", "R8.11.16", "株式会社小郡食品")
    assert (row["希望小売(税抜 円)"], row["希望小売(税込 円)"], row["税率"]) == (650, 702, "8%")
    assert (row["内容量"], row["賞味期間"], row["温度帯"], row["該当要件"]) == ("150g", "180日", "常温", "1")
    assert (row["営業許可"], row["誓約書"]) == ("許可\nR13.3.31", "受領")


def test_new_products_come_first_then_those_again_then_those_deferred(counter: Counter) -> None:
    """新規, 継続, 保留, each by number; the counts agree."""
    counter.bring()
    again = like(counter, fields={"entry_kind": "再エントリー", "prev_no": "R7-0003"})
    new = like(counter)
    outcome = Outcome(kind=OutcomeKind.DEFERRED, reason="R04", by="山田", recorded_at=MONDAY)
    deferred = like(counter, told=(Told(round="2026-10", outcome=outcome, told_at=MONDAY),))

    book = opened(made(counter))
    rows = table(book["一覧表"])

    assert [row["整理番号"] for row in rows] == ["R8-0001", new.number, again.number, deferred.number]
    assert [row["No."] for row in rows] == [1, 2, 3, 4]
    assert [row["前回結果"] for row in rows] == [None, None, "再 R7-0003", "令和8年10月分\n継続審査 R04"]
    counted = {row[0]: row[2:] for row in book["集計"].iter_rows(values_only=True) if row[0]}
    assert counted["小郡市"] == counted["株式会社小郡食品"] == counted["計"] == (2, 1, 1, 4)


def test_a_withdrawn_product_and_another_round_are_not_on_it(counter: Counter) -> None:
    counter.bring()
    like(counter, round="2026-12")
    like(counter, state=State.WITHDRAWN)
    like(counter, state=State.CORRECTION_REQUESTED, round=None)

    assert [row["整理番号"] for row in table(opened(made(counter))["一覧表"])] == ["R8-0001"]


def test_a_round_without_products_is_an_empty_list(counter: Counter) -> None:
    book = opened(made(counter))

    assert table(book["一覧表"]) == []
    assert book.sheetnames == ["一覧表", "集計", "記入の手引き"]


def test_pages_are_those_of_the_meeting(counter: Counter) -> None:
    """The list prints on A3 landscape with its heads on each page, a 個票 on both sides of one A4."""
    counter.bring()
    book = opened(made(counter))
    listed, ticket = book["一覧表"], book["R8-0001"]

    assert (listed.page_setup.paperSize, listed.page_setup.orientation) == (8, "landscape")
    assert (listed.page_setup.fitToWidth, listed.page_setup.fitToHeight) == (1, 0)
    assert listed.print_title_rows == "$1:$3" and "&P / &N" in listed.oddFooter.right.text
    assert (ticket.page_setup.paperSize, ticket.page_setup.orientation) == (9, "portrait")
    assert len(ticket.row_breaks.brk) == 1


def test_the_committee_chooses_from_lists(counter: Counter) -> None:
    """会議結果 and 理由コード have drop-downs, over every product and no head."""
    counter.bring()
    like(counter)
    listed = opened(made(counter))["一覧表"]
    offered = {str(each.sqref): each.formula1 for each in listed.data_validations.dataValidation}

    assert offered == {"Y4:Y6": '"選定,不選定,継続審査"', "Z4:Z6": "'記入の手引き'!$A$3:$A$19"}


def test_the_ticket_shows_photo_label_and_all_that_is_known(counter: Counter) -> None:
    """Pictures of the sheet and of the mail, every answer, findings, history, memo, and the proposal."""
    data = entries.pictured(sheet(pl="未加入"), "food", picture("PNG"))
    counter.bring(data)
    desk = counter.desk()
    remarks.note(desk, "R8-0001", "瓶の色は透明になる予定。", now=LATER)
    answers.give(desk, "R8-0001", "name", "あまおうジャム 小瓶", source=Source.PHONE, now=LATER)
    meeting.propose(desk, "R8-0001", OutcomeKind.REJECTED, reasons=["R04"], note="棚が足りない。", now=LATER)

    ticket = opened(made(counter))["R8-0001"]
    told = "\n".join(str(cell) for row in ticket.iter_rows(values_only=True) for cell in row if cell)

    assert len(ticket._images) == 1
    for part in (
        "あまおうジャム 小瓶",
        "電話で「商品名/フリガナ」の回答",
        "密封包装食品製造業",
        "令和13年3月31日",
        "PL保険",
        "エントリーシートを受信",
    ):
        assert part in told
    assert "不選定案 R04" in told and "棚が足りない。" in told and "瓶の色は透明になる予定。" in told


def test_the_public_copy_tells_no_contact_and_no_wholesale_price(counter: Counter) -> None:
    """Neither in a cell nor anywhere else in the file, though the business wrote them into free text too."""
    secrets = (
        "838-0141",
        "小郡100番地1",
        "0942-00-1234",
        "髙田 一郎",
        "山﨑 花子",
        "info@example.jp",
        SENDER,
        "71%",
    )
    counter.bring(
        sheet(
            pr="お問い合わせは 0942-00-1234(山﨑 花子)か info@example.jp へ。小郡のいちごだけのジャムです。",
            wholesale="71%",
        )
    )
    remarks.note(counter.desk(), "R8-0001", f"{SENDER} に電話した。", now=LATER)

    full, public = words(made(counter)), words(made(counter, Profile.PUBLIC))

    # The maker's address is that of the label, which every customer reads.
    told = [secret for secret in secrets if secret in public.replace("福岡県小郡市小郡100番地1", "")]
    assert all(secret in full for secret in secrets) and told == []
    assert "お問い合わせは (省略)((省略))か (省略) へ。小郡のいちごだけのジャムです。" in public
    assert "卸価格" not in public.replace("連絡先と卸価格を除いた資料", "")


def test_no_hostile_text_becomes_more_than_text(counter: Counter) -> None:
    """Neither formula nor error nor number: each cell holds a string that asks to stay one."""
    hostile(counter)
    data = made(counter)
    book = opened(data)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(len(str(cell.value)) <= 32_767 for cell in cells)
    for at, text in hostile_cells().items():
        cell = book["一覧表"][at]
        assert (cell.data_type, cell.quotePrefix) == ("s", True), text
        assert cell.value.strip() == plain(text, "…(以下省略)").strip()
    shown = words(data)
    assert not any(char in shown for char in "\x00\x01\x07\x1b\u202e\u202c\u2066\u2069\u200f")
    assert "_x005F_x003D_1+1" in shown and "…(以下省略)" in shown


def test_nothing_of_a_sender_runs_or_hides(counter: Counter) -> None:
    """No formula, macro, comment, link, hidden sheet, row or column is in it, whatever was in the sheet."""
    hostile(counter)
    data = made(counter)

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        kinds = {name.rpartition(".")[2] for name in parts.namelist()}
        assert not any(
            word in name for name in parts.namelist() for word in ("vba", "comment", "external", "embed")
        )
    assert kinds <= {"xml", "rels", "jpeg"}
    assert "<f>" not in words(data) and "<f " not in words(data) and 'hidden="1"' not in words(data)
    assert {sheet.sheet_state for sheet in opened(data)} == {"visible"}


def test_the_same_register_gives_the_same_bytes(counter: Counter) -> None:
    """Letters carry it and keep it by its hash."""
    counter.bring(entries.pictured(sheet(), "food", picture("PNG")))

    assert made(counter) == made(counter)


@pytest.mark.parametrize("length", [0, 400])
def test_a_page_is_filled_and_never_left(counter: Counter, length: int) -> None:
    """However much a business writes, the front ends where the back begins."""
    counter.bring(sheet(pr="と" * max(length, 20), ingredients="い" * max(2 * length, 5)))
    ticket = opened(made(counter))["R8-0001"]
    turn = ticket.row_breaks.brk[0].id
    heights = [ticket.row_dimensions[row].height for row in range(1, ticket.max_row + 1)]

    for side in (heights[:turn], heights[turn:]):
        assert sum(side) * ticket.page_setup.scale / 100 <= 769


def test_the_ticket_shows_the_picture_of_a_sheet_that_came_by_post(counter: Counter) -> None:
    """A workbook from a stick is kept by itself, within no mail."""
    workbook = attachment("シート.xlsx", entries.pictured(sheet(), "food", picture("PNG")), count=0)
    pledge = attachment("誓約書.pdf", signed_pledge(), count=0)
    register(counter, Delivery(received_at=MONDAY, sheet=workbook, pledge=pledge))

    assert len(opened(made(counter))["R8-0001"]._images) == 1


def test_a_picture_of_the_mail_is_told_by_its_name(counter: Counter) -> None:
    """'ラベル.jpg' takes the place of the label, the other that of the photo."""
    from email import message_from_bytes

    from tests.e2e.town import _file

    mail = message_from_bytes(entry())
    for name, kind in (("ラベル.jpg", "JPEG"), ("正面.png", "PNG")):
        mail.attach(_file(picture(kind), name))
    counter.take(mail.as_bytes(), MONDAY)

    ticket = opened(made(counter))["R8-0001"]

    assert len(ticket._images) == 2
    assert "表示・ラベル" in [cell.value for row in ticket["A5:R5"] for cell in row]


def test_round_is_named(counter: Counter) -> None:
    """Title, cut-off and notice day as computed."""
    counter.bring()
    listed = opened(made(counter))["一覧表"]

    assert listed["A1"].value == "アンテナショップ「福岡 久留米館」取扱商品 選定審査一覧表"
    assert str(listed["A2"].value).startswith(
        "令和8年11月分　締切 令和8年11月20日(金)　結果通知 令和8年12月10日(木)"
    )
    assert ROUND == "2026-11"


def told_of(counter: Counter, profile: Profile = Profile.FULL) -> dict[str, str]:
    """All that stands on each 個票, by its number."""
    return {
        sheet.title: "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
        for sheet in opened(made(counter, profile))
        if sheet.title.startswith("R8-")
    }


def test_the_ticket_is_the_same_whatever_a_clerk_has_read(counter: Counter) -> None:
    """What stands beside a case is for clerks, read or not: it asks them for something."""
    counter.bring()
    desk = counter.desk()
    for round, reason in (("2026-12", "事業者の希望"), (ROUND, "取りやめ")):
        assert not isinstance(judgement.move(desk, "R8-0001", round, reason=reason, now=LATER), Refusal)
    before = told_of(counter)

    assert not isinstance(attention.read(desk, "R8-0001", now=LATER), Refusal)

    assert told_of(counter) == before and "取りやめ" not in before["R8-0001"]


def test_the_ticket_tells_what_matters_to_a_judgement(counter: Counter) -> None:
    """That the photo may show another product, and why a product is in a round that it did not earn: in both copies."""
    counter.bring()
    shared = File(name="写真.jpg", sha256="0" * 64, media_type="image/jpeg", size=1)
    first, second = like(counter, photos=(shared,)), like(counter, photos=(shared,))
    early = like(counter, accepted_at=MONDAY - timedelta(days=30))

    for profile in Profile:
        told = told_of(counter, profile)
        assert f"写真は {second.number} と同じファイルです" in told[first.number]
        assert f"写真は {first.number} と同じファイルです" in told[second.number]
        assert "(令和8年10月分)で、令和8年11月分に移したため" in told[early.number]
        assert "特記" not in told["R8-0001"]
