"""誓約書: what came, and what a clerk saw on it."""

from collections.abc import Iterator

from console import words as screens
from console.shown import clean, fit
from console.views.casefile import Casefile
from console.views.lines import Line, Tone, attached
from console.words import sides as words
from rules.model import Business, Pledge
from rules.pledges import POINTS

LABEL = 12


def pledge(file: Casefile) -> Iterator[Line]:
    business = file.register.businesses.get(file.case.business)
    if business is None:
        yield Line(clean(words.PLEDGE_NONE), Tone.ALARM)
        return
    tone = Tone.ALARM if business.pledge in (Pledge.MISSING, Pledge.RECEIVED) else Tone.STRONG
    yield Line(clean(f"{business.id}  {business.name}  {screens.PLEDGES[business.pledge]}"), tone)
    yield Line(clean(words.PLEDGE_STATE), Tone.QUIET)
    yield Line(clean(words.PLEDGE_NEXT[business.pledge]))
    yield Line()
    if business.pledge is Pledge.MISSING:
        return
    if business.pledge_received_at:
        yield _labelled(words.PLEDGE_CAME, file.dates.whole(business.pledge_received_at))
    yield _labelled(words.PLEDGE_FILES, attached(business.pledge_files) or words.PLEDGE_ON_PAPER)
    yield Line()
    yield from _points(business, file)


def _points(business: Business, file: Casefile) -> Iterator[Line]:
    check = business.pledge_check
    yield Line(clean(words.PLEDGE_POINTS), Tone.STRONG)
    for point, word in POINTS.items():
        seen = check is not None and point in check.points
        yield Line(clean(f"  {words.POINT_OK if seen else words.POINT_LACKS}  {word}"))
    if check is not None:
        yield _labelled(words.PLEDGE_CHECKED, f"{file.dates.short(check.at)}  {check.by}")
        if check.note:
            yield _labelled(words.PLEDGE_NOTE, check.note)


def _labelled(label: str, text: str) -> Line:
    return Line(clean(f"{fit(clean(label), LABEL)} {text}"), indent=LABEL + 1)
