"""選定案: what the office proposes to the committee for one product or for all that are marked."""

from collections.abc import Iterator

from console.deeds import meeting
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.place import PlaceScreen
from console.shown import clean
from console.views.lines import Line, Tone
from console.words import meeting as said
from rules.model import Case
from rules.tables import Reasons
from rules.words import OUTCOMES
from store.agendafile import COMMITTEE

NO_KIND = "none"


class Proposing(PlaceScreen):
    def do_screening(self) -> None:
        chosen = self.sight().cases

        def propose(values: Values | None) -> None:
            if values is not None:
                kind = next((kind for kind in COMMITTEE if kind.value == values["kind"]), None)
                codes = meeting.codes(values["codes"])
                self.finish(meeting.propose(self.session, chosen, kind, codes, values["note"]))

        form = proposal_form(chosen, self.session.desk.library.tables().reasons)
        self.console.push_screen(FormDialog(form), propose)


def proposal_form(chosen: tuple[Case, ...], reasons: Reasons) -> Form:
    """With what stands there where it is about one product."""
    first, alone = chosen[0], len(chosen) == 1
    standing = first.screening if alone else None
    kinds = {kind.value: OUTCOMES[kind] for kind in COMMITTEE}

    def amiss(values: Values) -> tuple[str, str] | None:
        unknown = next((code for code in meeting.codes(values["codes"]) if reasons.find(code) is None), None)
        return ("codes", said.UNKNOWN_CODE.format(code=unknown)) if unknown else None

    question = said.PROPOSE.format(number=first.number, product=first.product)
    return Form(
        question=question if alone else said.PROPOSE_ALL.format(count=len(chosen)),
        about=(Line(clean(said.PROPOSE_ABOUT)),),
        blanks=(
            Blank(
                key="kind",
                label=said.PROPOSED_KIND,
                value=standing.kind.value if standing else "",
                choices={**kinds, NO_KIND: said.NO_KIND},
            ),
            Blank(
                key="codes",
                label=said.PROPOSED_CODES,
                value=" ".join(standing.reasons) if standing else "",
                most=100,
            ),
            Blank(key="note", label=said.PROPOSED_NOTE, value=standing.note if standing else ""),
        ),
        preview=lambda values: _codes(reasons),
        amiss=amiss,
    )


def _codes(reasons: Reasons) -> Iterator[Line]:
    yield Line(clean(said.CODES), Tone.QUIET)
    for reason in reasons.reason:
        yield Line(clean(f"{reason.code}  {reason.label}"), indent=5)
