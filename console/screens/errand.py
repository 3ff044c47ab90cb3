"""The robot at work for a clerk, with a dialog that says so meanwhile."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from console import words
from console.errands import Answer
from console.screens.work import WorkDialog
from console.session import Report

if TYPE_CHECKING:
    from console.app import Console


def send(
    console: "Console",
    sentence: str,
    arguments: Sequence[str],
    then: Callable[[Any], None],
    *,
    told: str = "",
    given_up: str = words.STOPPED,
) -> None:
    """`mailbot ARGUMENTS`; its document goes to `then`, its complaint or that the clerk gave it up becomes a toast.

    `told` as in `Robot.run`.
    """

    async def work() -> Answer:
        return await console.robot.run(*arguments, told=told)

    def heard(answer: Answer | None) -> None:
        if answer is None:
            console.tell(Report(given_up, ok=False))
        elif answer.complaint:
            console.tell(Report(answer.complaint, ok=False))
        else:
            then(answer.document)

    console.push_screen(WorkDialog(sentence, work), heard)
