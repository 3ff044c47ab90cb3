"""A search of years gone by: what the archive is asked, and what came of it."""

from collections.abc import Sequence

from rules.lookup import Word
from rules.record import Struct
from store.catalogue import Catalogue, Ids, Order
from store.errors import StoreError


class Question(Struct, frozen=True):
    """What the archive is asked; the same question has the same answer until it or the register changes."""

    words: tuple[Word, ...]
    order: Order
    live: frozenset[str]
    """Numbers of the cases that stand in the register, whose archived copies are left out."""
    token: tuple[int, int]
    """Of the archive."""


class Found(Struct, frozen=True):
    question: Question
    ids: Ids = ()
    emptied_by: str = ""
    """The word that nothing was left behind, where nothing fits."""
    trouble: str = ""


def ask(catalogue: Catalogue, question: Question, live: Sequence[int]) -> Found:
    """In a thread of its own. `live`: how many live cases the first words, one, two, ..., leave."""
    try:
        ids = catalogue.find(question.words, question.order, question.live)
        if ids or not live or live[-1]:
            return Found(question, ids)
        for count in range(1, len(question.words)):
            if not live[count - 1] and not catalogue.find(question.words[:count]):
                return Found(question, emptied_by=question.words[count - 1].typed)
    except StoreError as error:
        return Found(question, trouble=str(error))
    return Found(question, emptied_by=question.words[-1].typed)
