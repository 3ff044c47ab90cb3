"""The form for deeds that need words: fields, preview, what is amiss, and a safe way out."""

from collections.abc import Iterator

from console.app import Console
from console.places import Place
from console.screens.form import Blank, Form, FormDialog, Values
from console.shown import clean
from console.views.lines import Line
from console.widgets.bar import Bar
from rules.record import replace
from store import cases
from tests.console.screen import press, seated, settle, text

KINDS = {"phone": "電話", "fax": "FAX"}


def form(**more: object) -> Form:
    def preview(values: Values) -> Iterator[Line]:
        yield Line(clean(f"{values['source']} {values['answer']} で記録します"))

    blanks = (
        Blank(key="source", label="どこから", choices=KINDS),
        Blank(key="answer", label="回答", needed=True),
    )
    return Form(question="R8-0055 の回答を入れます", blanks=blanks, preview=preview, **more)  # type: ignore[arg-type]


async def asked(console: Console, pilot: object, form: Form) -> list[Values | None]:
    answers: list[Values | None] = []
    console.push_screen(FormDialog(form), answers.append)
    await settle(pilot)  # type: ignore[arg-type]
    return answers


async def test_a_question_is_read_to_its_end(console: Console) -> None:
    """Whatever a product is called, the outcome that is recorded stands at the head of the dialog."""
    desk = console.session.desk
    with desk.store.transaction() as db:
        case = cases.get(db, "R8-0055")
        assert case is not None
        cases.put(
            db,
            replace(case, product="筑後平野の完熟あまおうと蜂蜜の手づくりジャム 贈答用 150g 3本詰め合わせ"),
        )
    async with seated(console) as pilot:
        seen = await press(pilot, "slash", *"R8-0055", "enter", "s")
        assert "を「選定」と記録します" in "".join(row.rstrip() for row in seen.splitlines())
        seen = await press(pilot, "escape", "enter", "d")
        assert "事業者に手紙を書きます" in "".join(row.rstrip() for row in seen.splitlines())


async def test_enter_leads_through_and_does_it(console: Console) -> None:
    """The list, the line, and Enter in the last field gives the values; the preview follows each change."""
    async with seated(console) as pilot:
        answers = await asked(console, pilot, form())
        seen = await press(pilot, "down", "enter", *"10cm")
        assert "R8-0055 の回答を入れます" in seen and "fax 10cm で記録します" in seen
        await press(pilot, "enter")

        assert answers == [{"source": "fax", "answer": "10cm"}]


async def test_what_is_needed_is_asked_for_again(console: Console) -> None:
    """An empty field that is needed, or one that is wrong, says so and takes the cursor; nothing is done."""
    amiss = form(
        amiss=lambda values: ("answer", "数字で入れてください。") if values["answer"] == "x" else None
    )
    async with seated(console) as pilot:
        answers = await asked(console, pilot, amiss)
        assert "「回答」を入れてください" in await press(pilot, "enter", "enter")
        assert "数字で入れてください" in await press(pilot, "x", "enter")
        await press(pilot, "backspace", "1", "enter")

        assert answers == [{"source": "phone", "answer": "1"}]


async def test_the_last_line_says_what_enter_does(console: Console) -> None:
    """On to the next field, or the deed itself in the last one; what is wrong stands until something is changed."""
    async with seated(console) as pilot:
        await asked(console, pilot, form())
        assert "Enter 次へ" in console.screen.query_one("#hint", Bar).text
        assert "Enter これで決める" in await press(pilot, "enter")
        assert "「回答」を入れてください" in await press(pilot, "enter")
        assert "Enter これで決める" in await press(pilot, "1")


async def test_what_is_said_before_the_fields_is_seen_to_its_end(console: Console) -> None:
    """A long sentence has the lines that it takes on this terminal."""
    about = (
        Line(clean("未決の商品が残る事業者があります。" * 5 + "通知が分かれます。")),
        Line(clean("終わりです。")),
    )
    async with seated(console) as pilot:
        await asked(console, pilot, form(about=about))
        assert "終わりです。" in text(console)


async def test_escape_changes_nothing(console: Console) -> None:
    """Esc from any field gives None."""
    async with seated(console) as pilot:
        answers = await asked(console, pilot, form())
        await press(pilot, "enter", *"10", "escape")

        assert answers == [None]


async def test_what_nothing_takes_back_is_asked_last_and_no_comes_first(console: Console) -> None:
    """The question at the end stands on No; Yes is a step further."""
    sure = form(sure=("いいえ、入れません", "はい、入れます"))
    async with seated(console) as pilot:
        answers = await asked(console, pilot, sure)
        assert "> いいえ、入れません" in await press(pilot, "enter", "1", "enter")
        await press(pilot, "enter")
        again = await asked(console, pilot, sure)
        await press(pilot, "enter", "1", "enter", "down", "enter")

        assert answers == [None] and again == [{"source": "phone", "answer": "1"}]


async def test_a_secret_is_not_shown(console: Console) -> None:
    """What is typed into such a field stands nowhere on the screen, and is what was typed."""
    blanks = (Blank(key="password", label="パスワード", secret=True),)
    async with seated(console) as pilot:
        answers = await asked(console, pilot, Form(question="開きます", blanks=blanks))
        assert "hunter2" not in await press(pilot, *"hunter2")
        await press(pilot, "enter")

        assert answers == [{"password": "hunter2"}]


async def test_a_list_says_that_it_goes_on(console: Console) -> None:
    """Where not all choices are seen, the line above them tells which one of how many is chosen."""
    many = {f"{n}": f"理由{n}" for n in range(9)}
    asked_for = Form(question="?", blanks=(Blank(key="why", label="理由", choices=many),))
    async with seated(console) as pilot:
        await asked(console, pilot, asked_for)
        assert "1 / 9" in text(console)
        assert "3 / 9" in await press(pilot, "down", "down")
        await press(pilot, "escape")
        await asked(console, pilot, form())
        assert " / 2" not in text(console)


async def test_reasons_of_a_rejection_go_on_too(console: Console) -> None:
    async with seated(console, start=Place.ROUNDS) as pilot:
        assert "1 / 17" in await press(pilot, "f")
        assert "9 / 17" in await press(pilot, *["down"] * 8)
