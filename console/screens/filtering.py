"""A place whose list is narrowed by typed words: `/` shows the line for them, the list follows while one types."""

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from console.screens.place import PlaceScreen


class Filtering(PlaceScreen):
    """Its body holds a `FilterInput`, its `LIST` what is narrowed."""

    def on_mount(self) -> None:
        super().on_mount()
        self.to_list()

    @property
    def filter(self) -> Input:
        return self.query_one("#filter", Input)

    def do_filter(self) -> None:
        self.filter.display = True
        self.filter.focus()

    @on(Input.Submitted, "#filter")
    def leave_filter(self) -> None:
        """To the list, drawn anew: the next key may come before that of the last letter was drawn."""
        self.redraw()
        self.to_list()

    def to_list(self) -> None:
        self.filter.display = False
        if self.list:
            self.list.focus()

    def drop_filter(self) -> None:
        """The whole list again."""
        self.filter.clear()
        self.leave_filter()


class FilterInput(Input):
    """Down goes on to the list, Esc gives the filter up."""

    BINDINGS = [Binding("down", "submit", show=False), Binding("escape", "give_up", show=False)]

    def __init__(self) -> None:
        super().__init__(id="filter", compact=True, select_on_focus=False)

    def action_give_up(self) -> None:
        if isinstance(self.screen, Filtering):
            self.screen.drop_filter()
