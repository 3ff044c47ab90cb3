"""What the console is measured against: an empty Textual app, and Textual's DataTable with the same rows.

`python -m tests.bench.plainapps bare` and `... table ROWS`; both write READY on the screen once they stand.
"""

import sys
from collections.abc import Sequence

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, Static

READY = "READY"
HEADS = ("整理番号", "状態", "受付", "経過", "事業者", "商品名", "回", "検査")


def rows(count: int) -> list[tuple[str, ...]]:
    """As wide as the console's own."""
    return [
        (
            f"R7-{n:05}",
            "通知済",
            "2025/11/18",
            "",
            f"見本{n % 2000}食品",
            f"見本の商品 {n}",
            "11月分",
            "不備なし",
        )
        for n in range(count)
    ]


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(READY, markup=False)


class Grid(App[None]):
    CSS = "DataTable { height: 1fr; }"

    def __init__(self, count: int) -> None:
        super().__init__()
        self._rows = rows(count)

    def compose(self) -> ComposeResult:
        yield Static(READY, markup=False)
        yield DataTable[str](cursor_type="row")
        yield Input(id="filter")

    def on_mount(self) -> None:
        self._show(self._rows)
        self.query_one(DataTable).focus()

    def _show(self, some: Sequence[tuple[str, ...]]) -> None:
        table = self.query_one(DataTable)
        table.clear(columns=True)
        table.add_columns(*HEADS)
        table.add_rows(some)

    def key_slash(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show([row for row in self._rows if any(event.value in cell for cell in row)])
        self.query_one(Static).update(f"FOUND {event.value}")


if __name__ == "__main__":
    (Bare() if sys.argv[1] == "bare" else Grid(int(sys.argv[2]))).run()
