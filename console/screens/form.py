"""A deed that needs words: its question, fields, what would follow, one way on and one way out.

A place builds a `Form`, pushes a `FormDialog` with it and gets the values by field, or None.
"""

from collections.abc import Callable, Iterable, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, TextArea

from console import words
from console.screens.dialog import MOST_CHOICES, Choices, Dialog, Ticks
from console.shown import NOTHING, clean, fold
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Table
from rules.record import Struct, field

Values = Mapping[str, str]
MOST_ABOUT = 10
"""Lines of what a form says before its fields, which want their room too."""


class Blank(Struct, frozen=True, kw_only=True):
    """One field of a form: a line to type in, or with `choices` (words by key) a list to choose from."""

    key: str
    label: str
    value: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False
    most: int = 500
    ticks: bool = False
    """Any of the choices, marked by Space: the value is their keys with commas."""
    rows: int = MOST_CHOICES
    """Of a list of choices that are seen at once."""
    secret: bool = False
    """A password: what is typed is not shown."""
    lines: int = 0
    """Of a longer text in which Enter begins a new line and Tab goes on; the last field has none."""


class Form(Struct, frozen=True, kw_only=True):
    question: str
    """The first line, in one sentence."""
    blanks: tuple[Blank, ...]
    about: tuple[Line, ...] = ()
    preview: Callable[[Values], Iterable[Line]] | None = None
    """What would follow: the very letter, say. Drawn anew with every change."""
    amiss: Callable[[Values], tuple[str, str] | None] = lambda values: None
    """The key of a field and the sentence that says what is wrong with it; None: go on."""
    sure: tuple[str, str] | None = None
    """No and yes, in whole sentences: asked last: where nothing can take the deed back, or much follows from it."""


class FormDialog(Dialog[Values]):
    """Enter leads through the fields, the last one does it; Esc changes nothing."""

    def __init__(self, form: Form) -> None:
        super().__init__(classes="dialog")
        self._form = form
        self._amiss = False
        """The last line says what is wrong, until something is changed."""

    def compose(self) -> ComposeResult:
        yield Page(id="question", can_focus=False)
        if self._form.about:
            yield Page(id="about", can_focus=False)
        for blank in self._form.blanks:
            yield Bar(id=f"{_id(blank)}-label")
            if blank.choices:
                yield Ticks(id=_id(blank)) if blank.ticks else Choices(id=_id(blank))
            elif blank.lines:
                yield TextArea(blank.value, id=_id(blank), compact=True, highlight_cursor_line=False)
            else:
                yield Input(
                    blank.value, id=_id(blank), compact=True, max_length=blank.most, password=blank.secret
                )
        if self._form.sure:
            yield Choices(id="sure")
        if self._form.preview:
            yield Page(id="letter")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        form = self._form
        self.ask(form.question)
        if form.about:
            about = self.query_one("#about", Page)
            about.styles.height = min(self._height(form.about) + 1, MOST_ABOUT)
            about.show(form.about)
        for blank in form.blanks:
            if blank.lines:
                self.query_one(f"#{_id(blank)}", TextArea).styles.height = blank.lines
            if blank.choices:
                choices = self.query_one(f"#{_id(blank)}", Choices)
                choices.offer(dict(blank.choices), rows=blank.rows)
                choices.go(blank.value)
            self._label(blank)
        if form.sure:
            no, yes = form.sure
            self.query_one("#sure", Choices).offer({"no": no, "yes": yes})
        self._first().focus()
        self._preview()

    def _label(self, blank: Blank) -> None:
        offered = self.query_one(f"#{_id(blank)}", Choices).whereabouts if blank.choices else NOTHING
        self.query_one(f"#{_id(blank)}-label", Bar).say(clean(blank.label), offered)

    def _height(self, about: Iterable[Line]) -> int:
        """Of these on this terminal, where long sentences take several lines."""
        return sum(len(fold(line.text, self.app.size.width - 2, line.indent)) for line in about)

    def _first(self) -> Choices | Input | TextArea:
        blanks = self._form.blanks
        id = f"#{_id(blanks[0])}" if blanks else "#sure"
        found = self.query_one(id)
        assert isinstance(found, Choices | Input | TextArea)  # noqa: S101  # composed above
        return found

    @property
    def values(self) -> dict[str, str]:
        return {blank.key: self._value(blank) for blank in self._form.blanks}

    def _value(self, blank: Blank) -> str:
        if blank.choices:
            choices = self.query_one(f"#{_id(blank)}", Choices)
            return ",".join(choices.marked) if blank.ticks else choices.key
        if blank.lines:
            return self.query_one(f"#{_id(blank)}", TextArea).text.strip()[: blank.most]
        return self.query_one(f"#{_id(blank)}", Input).value.strip()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._hint(event.widget.id or "")

    def _hint(self, id: str) -> None:
        """What Enter does in this field, which is not the same in each."""
        if self._amiss:
            return
        blank = next((blank for blank in self._form.blanks if _id(blank) == id), None)
        last = id == self._order[-1]
        if blank and blank.lines:
            said = words.FORM_TEXT_HINT
        elif blank and blank.ticks:
            said = words.FORM_LAST_TICKS_HINT if last else words.FORM_TICKS_HINT
        else:
            said = words.FORM_LAST_HINT if last else words.FORM_HINT
        if isinstance(self.focused, Input) and any(
            letter.max_scroll_y for letter in self.query("#letter").results(Page)
        ):
            said = f"{said}{words.FORM_READ_HINT}"
        self.query_one("#hint", Bar).say(clean(said), tone=Tone.QUIET)

    @on(Table.Moved)
    @on(Table.Marked)
    def _chosen(self) -> None:
        for blank in self._form.blanks:
            self._label(blank)
        self._changed(top=True)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Whoever has scrolled to the typed words in the letter goes on seeing them."""
        self._changed(top=False)

    def _changed(self, *, top: bool) -> None:
        self._amiss = False
        self._preview(top=top)
        if self.focused:
            self._hint(self.focused.id or "")

    def _preview(self, *, top: bool = True) -> None:
        if self._form.preview:
            self.query_one("#letter", Page).show(self._form.preview(self.values), top=top)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self._on_from(event.input.id)

    @on(Table.Opened)
    def _opened(self, event: Table.Opened) -> None:
        if event.table.id == "sure" and event.key == "no":
            self.dismiss(None)
        else:
            self._on_from(event.table.id)

    @property
    def _order(self) -> list[str]:
        return [_id(blank) for blank in self._form.blanks] + (["sure"] if self._form.sure else [])

    def _on_from(self, id: str | None) -> None:
        """To the next field; from the last one the deed, if nothing is amiss."""
        order = self._order
        if id != order[-1]:
            self.query_one(f"#{order[order.index(id or '') + 1]}").focus()
            return
        if wrong := self._wrong():
            key, why = wrong
            self._amiss = True
            self.query_one("#hint", Bar).say(clean(why), tone=Tone.ALARM)
            self.query_one(f"#blank-{key}").focus()
            return
        self.dismiss(self.values)

    def _wrong(self) -> tuple[str, str] | None:
        values = self.values
        for blank in self._form.blanks:
            if blank.needed and not values[blank.key]:
                return blank.key, words.FORM_NEEDED.format(label=blank.label)
        return self._form.amiss(values)


def _id(blank: Blank) -> str:
    return f"blank-{blank.key}"
