"""What can be done with an entry on paper."""

from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import post as words

HERE = (Place.POST,)


class PostSight(Sight, frozen=True, kw_only=True):
    """The typed entry, and the line under the cursor."""

    steps: bool = False
    """The line has options, or days."""
    empty: bool = True
    amiss: str = ""
    """Why it can't be registered yet."""
    followed: bool = False
    """An entry was registered here before."""


def _steps(sight: Sight) -> str | None:
    return None if isinstance(sight, PostSight) and sight.steps else words.NO_CHOICE


def _registrable(sight: Sight) -> str | None:
    if not isinstance(sight, PostSight) or sight.empty:
        return words.NOTHING_TYPED
    return sight.amiss or None


def _typed(sight: Sight) -> str | None:
    return None if isinstance(sight, PostSight) and not sight.empty else words.NOTHING_TYPED


def _followed(sight: Sight) -> str | None:
    if not isinstance(sight, PostSight) or not sight.followed:
        return words.NONE_BEFORE
    return None if sight.empty else words.HALF_TYPED


POST = (
    Action("post_write", words.WRITE, "enter", HERE),
    Action("post_left", words.LEFT, "left,h", HERE, _steps, Shelf.HELP),
    Action("post_right", words.RIGHT, "right,l", HERE, _steps, Shelf.HELP),
    Action("post_register", words.REGISTER, "ctrl+s", HERE, _registrable, Shelf.DEEDS),
    Action("post_next_gap", words.NEXT_GAP, "n", HERE),
    Action("post_again", words.SAME_AGAIN, "b", HERE, _followed, Shelf.DEEDS),
    Action("post_clear", words.CLEAR, "X", HERE, _typed, Shelf.DEEDS),
)
