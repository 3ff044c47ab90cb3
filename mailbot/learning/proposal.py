"""A blank workbook -> the form that it seems to be, with a confidence for every field and what to check by eye."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from mailbot.learning import choices as drop_downs
from mailbot.learning.fields import Drawn, Learner
from mailbot.learning.known import Known
from mailbot.learning.outline import Box, Outline, outline
from mailbot.learning.pairs import Page
from mailbot.learning.rows import sections
from mailbot.learning.words import Role, form_words
from mailbot.sheets.cells import letters
from mailbot.sheets.workbook import Unreadable, open_workbook
from rules import labels
from rules.forms import Form, Goods
from rules.record import Struct, field
from rules.wording import normal, shorten
from store.formfile import contradictions
from store.library import Library

_NO_FORM = "答えを書く欄が見つかりません。見出しと、枠のある空欄が並んだシートかどうかを確かめてください。"
_ID_LENGTH = 60
_TOP = 3


class Proposal(Struct, frozen=True, kw_only=True):
    form: Form
    drawn: Mapping[str, Drawn] = field(default_factory=dict)
    """Key -> where its answer stands, how sure that is and why not surer."""
    unclear: tuple[str, ...] = ()
    """What a person should check by eye about the sheet as a whole: Japanese sentences."""


def learn(data: bytes, name: str, library: Library) -> Proposal | Unreadable:
    """The form in a blank workbook, under this name; what is known already is taken from the library's forms."""
    book = open_workbook(data)
    if isinstance(book, Unreadable):
        return book
    try:
        opened = drop_downs.load(data)
    except Exception:  # openpyxl raises nearly anything on what other programs write
        return Unreadable(
            code="damaged", message="Excelで開いて「.xlsx」で保存し直してから、もう一度行ってください。"
        )
    words = form_words(library)
    pages = [Page(outline(sheet), words) for sheet in opened.worksheets if sheet.sheet_state == "visible"]
    examples = [page.outline for page in pages if _is_example(page.outline)]
    forms = [
        page for page in pages if page.outline not in examples and not labels.is_notice(page.outline.name)
    ]
    page = max(forms, key=lambda each: len(each.pairs), default=None)
    if page is None or not page.pairs:
        return Unreadable(code="no_form", message=_NO_FORM)
    known = Known.of(page, library.forms())
    offered = drop_downs.choices(opened, opened[page.outline.name], data)
    learner = Learner(page=page, known=known, choices=offered, tables=library.tables(), examples=examples)
    drawn = {each.field.key: each for each in learner.fields()}
    form = _form(page, name, known, tuple(drawn.values()), book.properties)
    return Proposal(form=form, drawn=drawn, unclear=tuple(_unclear(page, form, forms)))


def _is_example(sheet: Outline) -> bool:
    return labels.is_example(
        sheet.name, (box.text for box in sheet.boxes if box.area.top <= _TOP and box.text)
    )


def _form(page: Page, name: str, known: Known, drawn: Sequence[Drawn], properties: Mapping[str, str]) -> Form:
    title = _title(page)
    parts = sections(page, drawn, title)
    printed = {each.field.key: each.pair.answer.text.strip() for each in drawn}
    heading = title.text.strip() if title is not None else page.outline.name
    shown = heading if len(heading) <= _ID_LENGTH else page.outline.name
    return Form(
        name=name,
        form_id=printed.get("form_id") or properties.get("mailbot.form_id") or shown,
        revision=printed.get("form_id.revision") or properties.get("mailbot.revision", ""),
        title=heading,
        sheet=page.outline.name,
        goods=known.closest.goods if known.closest else Goods.UNKNOWN,
        intro=tuple(box.text.strip("・ \n") for box in _intro(page)),
        printed=tuple(_remarks(page, drawn, {heading, *(section.title for section in parts)})),
        sections=parts,
    )


def _title(page: Page) -> Box | None:
    """The largest text above the first label."""
    first = page.pairs[0].label.area.top
    above = [box for box in page.loose if box.area.top < first]
    return max(above, key=lambda box: (box.size, -box.area.top), default=None)


def _intro(page: Page) -> Iterator[Box]:
    first = min(pair.label.area.top for pair in page.pairs)
    return (box for box in page.texts(Role.NOTE) if box.area.top < first)


def _remarks(page: Page, drawn: Sequence[Drawn], titles: Collection[str]) -> Iterator[str]:
    """What stands among or below the answers without being one: a reader of a filled sheet must know it."""
    held = {box for each in drawn for box in (each.pair.label, each.pair.answer, each.pair.group)}
    below = min(each.pair.label.area.top for each in drawn)
    texts = {
        box.text.strip(): None
        for box in page.outline.boxes
        if box not in held and (box.area.top >= below or page.role(box) is not Role.NOTE)
    }
    known = {page.words.label(title) for title in titles}
    wanted = (text for text in texts if page.words.label(text) not in known and not text.isdecimal())
    return (text for text in wanted if any(map(str.isalnum, text)))


def _unclear(page: Page, form: Form, pages: Sequence[Page]) -> Iterator[str]:
    titles = {form.title, *(section.title for section in form.sections)}
    first, heads = page.pairs[0].label.area.top, list(page.texts(Role.HEADER))
    for box in page.loose:
        understood = box.area.top < first or any(box.beside(head) for head in heads)
        if not understood and normal(page.words.label(box.text)) not in map(normal, titles):
            at = f"{letters(box.area.left)}{box.area.top}"
            yield f"{at}「{shorten(box.text)}」は見出しのようですが、答えを書く欄が見つかりません。"
    for other in pages:
        if other is not page and other.pairs:
            yield f"シート「{other.outline.name}」にも欄がありますが、「{form.sheet}」だけを様式にしました。"
    for key, problem, mend in contradictions(form):
        yield f"{key}: {problem}{mend}"
