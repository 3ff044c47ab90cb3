"""What can be done with a mail that a person has to look at."""

from collections.abc import Callable

from console import words as common
from console.actions.action import Action, Shelf, Sight, WhyNot
from console.places import Place
from console.words import mails as words
from rules.model import Arrival

HERE = (Place.MAILS,)


def _each(why_not: Callable[[Arrival], str | None]) -> WhyNot:
    """Allowed for every chosen mail; the first refusal counts."""

    def first(sight: Sight) -> str | None:
        if not sight.mails:
            return words.NO_MAIL
        return next((why for mail in sight.mails if (why := why_not(mail))), None)

    return first


def _one(why_not: Callable[[Arrival], str | None]) -> WhyNot:
    def alone(sight: Sight) -> str | None:
        return common.ONE_ONLY if len(sight.mails) > 1 else _each(why_not)(sight)

    return alone


any_mail = _each(lambda mail: None)
one_mail = _one(lambda mail: None)
waiting = _each(lambda mail: words.ONLY_WAITING if mail.done else None)
done = _each(lambda mail: None if mail.done else words.ONLY_DONE)
with_files = _one(lambda mail: None if mail.attachments else words.NO_FILES)
with_case = _one(lambda mail: None if mail.cases else words.NO_CASE)

MAILS = (
    Action("read", words.READ, "enter", HERE, any_mail),
    Action("mail_done", words.CHECK, "d", HERE, waiting, Shelf.DEEDS),
    Action("mail_undone", words.WAIT, "x", HERE, done, Shelf.DEEDS),
    Action("mail_assign", words.ASSIGN, "a", HERE, any_mail, Shelf.DEEDS),
)
AGAIN = (
    Action("mail_again", words.AGAIN, "r", HERE, one_mail, Shelf.DEEDS),
    Action("mail_save", words.SAVE, "s", HERE, with_files, Shelf.DEEDS),
    Action("mail_case", words.CASE, "o", HERE, with_case, Shelf.HELP),
    Action("mails_all", words.ALL, "t", HERE),
)
