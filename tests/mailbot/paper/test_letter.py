"""Letters on paper: the very text of the letter, on pages that a mayor would sign."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.paper import window
from mailbot.paper.letter import is_signed, letter_pdf
from mailbot.paper.typeface import GETA, Typeface, typeface
from mailbot.paper.window import Address
from rules.letters import render, results
from rules.model import Letter, LetterState, Notice, OutcomeKind
from rules.record import replace
from store.library import Library
from tests.conftest import require
from tests.rules import notices
from tests.rules.notices import COMMON, NOTICES
from tests.rules.office import BUSINESS, CALENDAR, case, entry

TOKYO = ZoneInfo("Asia/Tokyo")
ADDRESS = Address(postal="838-0198", place="福岡県小郡市小郡255番地1 小郡ビル3階")
LONG = "株式会社筑後川流域農産物加工販売促進協議会連合会小郡・大刀洗・うきは合同事業部食品加工センター第二工場直売部門"
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


@pytest.fixture(scope="module", autouse=True)
def cut_once() -> None:
    """All letters are shown to the typeface at once, as a batch is."""
    typeface().show(letter(made(), paper=paper).body for made in NOTICES.values() for paper in ("", "郵送"))


def letter(notice: Notice, **others: str) -> Letter:
    words = render(
        Library().letter(notice.template or notice.kind), {**COMMON, "paper": "", **notice.values, **others}
    )
    return Letter(
        id="L-000001",
        key=notice.key,
        kind=notice.kind,
        state=LetterState.TO_PRINT,
        to=(),
        subject=words.subject,
        body=words.body,
        message_id="<one@city.ogori.lg.jp>",
        made_at=notice.due_at,
        due_at=notice.due_at,
    )


def twenty() -> Letter:
    """A business with a name of 60 characters and 20 products."""
    outcomes = ((OutcomeKind.SELECTED, None), (OutcomeKind.REJECTED, "R01"), (OutcomeKind.DEFERRED, "R02"))
    products = [notices.decided(case(f"R8-{n:04}", name=LONG), *outcomes[n % 3]) for n in range(1, 21)]
    owner = entry(biz_name=LONG, rep="小郡 太郎左衛門", **{"rep.title": "代表取締役社長兼最高経営責任者"})
    products[-1] = replace(products[-1], entry=owner)
    notice = results.result(
        replace(BUSINESS, name=LONG),
        products,
        notices.ROUND,
        now=notices.DECIDED_AT,
        calendar=CALENDAR,
        reasons=Library().tables().reasons,
    )
    return letter(notice)


def poppler(program: str, *arguments: str | Path) -> str:
    path = shutil.which(program)
    require(path is not None, f"{program} is not installed (package poppler-utils)")
    return subprocess.run([str(path), *arguments], check=True, capture_output=True, text=True).stdout


def pages(data: bytes, folder: Path) -> list[str]:
    """What a reader of the PDF copies out of each page, without white space."""
    file = folder / "letter.pdf"
    file.write_bytes(data)
    text = poppler("pdftotext", "-layout", file, "-")
    return ["".join(page.split()) for page in text.split("\f")[:-1]]


@pytest.mark.office
@pytest.mark.parametrize("name", ["result", "query_correction", "acknowledgement", "handover"])
def test_the_text_is_the_letter(name: str, tmp_path: Path) -> None:
    """Every character of the letter stands in its PDF, and none more but for page numbers."""
    one = letter(NOTICES[name](), paper="郵送")

    found = "".join(pages(letter_pdf(one, TOKYO), tmp_path))

    for line in one.body.replace("-" * 40, "").split("\n"):
        assert "".join(line.split()) in found


@pytest.mark.office
def test_twenty_products_under_a_long_name(tmp_path: Path) -> None:
    """It runs over several numbered pages; the contact block stands on the last one, never alone."""
    found = pages(letter_pdf(twenty(), TOKYO), tmp_path)

    assert 3 <= len(found) <= 6
    for place, page in enumerate(found, 1):
        assert page.endswith(f"{place}/{len(found)}")
        assert (COMMON["phone"] in page) == (place == len(found))
    assert "以上" in found[-1]
    assert "商品(整理番号" in found[-1]


@pytest.mark.office
@pytest.mark.parametrize("business", [BUSINESS.name, LONG])
def test_the_address_shows_in_the_window(business: str, tmp_path: Path) -> None:
    """However the sheet slides in its envelope, the address is seen whole and nothing else is."""
    notice = NOTICES["result"]()
    one = letter(
        replace(notice, values={**notice.values, "addressee": f"{business}\n代表取締役　小郡 太郎　様"})
    )
    file = tmp_path / "posted.pdf"
    file.write_bytes(letter_pdf(one, TOKYO, to=ADDRESS))

    seen = _words(poppler("pdftotext", "-f", "1", "-l", "1", "-bbox", file, "-"))
    shown = [word for word in seen if word[0] < window.SEEN_RIGHT and word[1] < window.SEEN_BOTTOM - 1]

    assert "".join(text for *_, text in shown) == "".join(
        f"〒838-0198{ADDRESS.place}{business}代表取締役小郡太郎様".split()
    )
    for left, top, right, bottom, _ in shown:
        assert window.LEFT - 0.5 <= left
        assert right <= window.LEFT + window.WIDTH + 1
        assert window.TOP - 1 <= top
        assert bottom <= window.TOP + window.HEIGHT + 2


def _words(boxes: str) -> Sequence[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom in millimetres, and the text."""
    return [(*(float(each) * 25.4 / 72 for each in found[:4]), found[4]) for found in WORD.findall(boxes)]


def test_always_the_same_bytes() -> None:
    """Whatever was printed before, the same letter is the same file."""
    one = letter(NOTICES["result"]())
    before = letter_pdf(one, TOKYO)

    typeface().show(["髙﨑德廣濱澤齋籐繁嶋惠壽榮瀧龍龜"])

    assert letter_pdf(one, TOKYO) == before


def test_the_font_is_inside_and_small() -> None:
    """Any machine shows it, and 200 of them weigh on no mailbox."""
    data = letter_pdf(letter(NOTICES["result"]()), TOKYO)

    assert b"/FontFile3" in data
    assert len(data) < 80_000


def test_a_cut_serves_the_next_process(tmp_path: Path) -> None:
    """What one has cut, the next one takes over and need not cut; a damaged cut is made anew."""
    kept = tmp_path / "cuts"
    Typeface(kept).show(["小郡市"])
    (cut,) = kept.iterdir()
    before = cut.stat().st_mtime_ns

    Typeface(kept).show(["小郡", "市"])
    assert cut.stat().st_mtime_ns == before

    cut.write_bytes(cut.read_bytes()[:1000])
    Typeface(kept).show(["小郡"])
    assert cut.stat().st_size > 1000


def test_nowhere_to_leave_a_cut(tmp_path: Path) -> None:
    """A home that can't be written to stops no letter."""
    (tmp_path / "cuts").write_text("a file")

    face = Typeface(tmp_path / "cuts")
    face.show(["小郡市"])

    assert face.printable("小郡市") == "小郡市"


def test_what_the_font_lacks_is_seen(tmp_path: Path) -> None:
    """A picture character in a product's name leaves the printer's mark, and stops no letter."""
    assert Typeface(tmp_path).printable("ジャム🍓150g\n") == f"ジャム{GETA}150g\n"


@pytest.mark.parametrize("name", NOTICES)
def test_every_letter_can_be_printed(name: str) -> None:
    """Whatever kind it is; only notices in the office's name are signed."""
    one = letter(NOTICES[name](), paper="郵送")

    assert letter_pdf(one, TOKYO, to=ADDRESS).startswith(b"%PDF")
    assert is_signed(one) == (name in ("result", "query_correction"))
