"""事業者: have we their pledge and an address that works, and is it one firm or two?"""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input

from console import paths
from console.actions import Sight
from console.deeds import businesses as deeds
from console.places import Place
from console.screens import errand
from console.screens.filtering import Filtering, FilterInput
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.merging import Merging
from console.screens.place import bindings
from console.screens.pledging import Pledging
from console.session import Report
from console.shown import clean, lines
from console.views import registry
from console.views.lines import Line
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import businesses as words
from rules import lookup
from rules.businesses import contact
from rules.model import Business, Case
from rules.moves import Refusal
from store.desk import particulars

COLUMNS = (
    Column(clean(words.ID), width=6),
    Column(clean(words.NAME), share=4),
    Column(clean(words.TOWN), width=8),
    Column(clean(words.PLEDGE), width=8),
    Column(clean(words.SINCE), width=10, least=100),
    Column(clean(words.CASES), width=4),
    Column(clean(words.NOTICE_TO), share=3, least=74),
    Column(clean(words.MARKS), width=4),
)


class BusinessesScreen(Filtering, Pledging, Merging):
    PLACE = Place.BUSINESSES
    BINDINGS = bindings(Place.BUSINESSES)
    LIST = "#businesses"
    PLEDGE_OPEN = words.PLEDGE_OPEN

    def body(self) -> ComposeResult:
        yield Bar(id="summary")
        yield Bar(id="order")
        yield FilterInput()
        with Container(id="body"):
            yield Table(COLUMNS, id="businesses", empty=clean(words.EMPTY))
            yield Page(id="preview")

    def sight(self) -> Sight:
        known = self.session.register.businesses
        chosen = tuple(known[id] for id in self.query_one("#businesses", Table).chosen if id in known)
        under = self._under()
        return Sight(
            businesses=chosen,
            business=chosen[0] if chosen else None,
            cases=self._cases(under) if under else (),
            undo=self.session.undoable,
        )

    def _under(self) -> Business | None:
        """Under the cursor, whatever is marked."""
        return self.session.register.businesses.get(self.query_one("#businesses", Table).key)

    def _cases(self, business: Business) -> tuple[Case, ...]:
        return registry.cases_of(self.session.register).get(business.id, ())

    def redraw(self) -> None:
        register, dates = self.session.register, self.session.dates
        wanted = self.filter.value
        found = registry.found(register, lookup.words(wanted))
        cases, agents = registry.cases_of(register), registry.agents(register)
        rows = [registry.row(each, cases.get(each.id, ()), agents, dates) for each in found]
        empty = words.NOT_FOUND.format(words=wanted) if wanted else words.EMPTY
        self.query_one("#businesses", Table).show(rows, empty=clean(empty))
        self.query_one("#summary", Bar).say(clean(registry.summary(register)))
        order = words.FILTERED.format(words=wanted, count=len(found)) if wanted else words.SEARCH
        self.query_one("#order", Bar).say(clean(order))
        self._preview()

    def _preview(self) -> None:
        business = self._under()
        page = self.query_one("#preview", Page)
        if business is None:
            page.show(())
            return
        cases, joined = self._cases(business), self.joined(business)
        page.show(registry.page(business, cases, self.session.register, joined, self.session.dates))

    @on(Table.Moved)
    def _moved(self) -> None:
        self._preview()
        self.foot()

    @on(Table.Opened)
    def do_business_cases(self) -> None:
        business = self._under()
        numbers = [case.number for case in self._cases(business)] if business else []
        if numbers:
            self.console.open_case(numbers[0], numbers)
        else:
            self.console.say(words.NO_CASES, ok=False)

    def do_business_pledge(self) -> None:
        self.do_pledge()

    def do_business_edit(self) -> None:
        business = self.sight().business
        if business is None:
            return
        reader = contact(business, business.notice_to).name
        held = {name: str(getattr(business, name, "")) for name in words.FIELDS} | {"contact": reader}
        known = {name: str(clean(text)) for name, text in held.items()}

        def amiss(values: Values) -> tuple[str, str] | None:
            read = ((name, particulars.read(name, text)) for name, text in _changed(known, values).items())
            return next(((name, it.message) for name, it in read if isinstance(it, Refusal)), None)

        def edit(values: Values | None) -> None:
            if values is not None and (told := _changed(known, values)):
                self.finish(deeds.amend(self.session, business, told))

        form = Form(
            question=words.EDIT_QUESTION.format(name=business.name),
            about=(Line(clean(words.EDIT_ABOUT)),),
            blanks=tuple(
                Blank(key=name, label=label, value=known[name], needed=name == particulars.NAME)
                for name, label in words.FIELDS.items()
                if name != "contact" or business.notice_to
            ),
            amiss=amiss,
        )
        self.console.push_screen(FormDialog(form), edit)

    def do_business_notice(self) -> None:
        business = self.sight().business
        if business is None:
            return
        addresses = dict.fromkeys(filter(None, (business.notice_to, *business.addresses)))
        choices = {address: address for address in addresses} | {words.OTHER: words.OTHER_LABEL}

        def address(values: Values) -> str:
            return values["other"] or ("" if values["known"] == words.OTHER else values["known"])

        def amiss(values: Values) -> tuple[str, str] | None:
            if not address(values):
                return "other", words.NOTICE_NEEDED
            read = particulars.read(particulars.MAIL, address(values))
            return ("other", read.message) if isinstance(read, Refusal) else None

        def choose(values: Values | None) -> None:
            if values is not None:
                self.finish(deeds.choose_notice(self.session, business, address(values)))

        form = Form(
            question=words.NOTICE_QUESTION.format(name=business.name),
            about=(Line(clean(words.NOTICE_ABOUT)),),
            blanks=(
                Blank(key="known", label=words.NOTICE_CHOICE, choices=choices),
                Blank(key="other", label=words.NOTICE_OTHER),
            ),
            amiss=amiss,
        )
        self.console.push_screen(FormDialog(form), choose)

    def do_business_reach(self) -> None:
        business = self.sight().business
        if business is None:
            return

        def reach(values: Values | None) -> None:
            if values is not None:
                self.finish(deeds.reach(self.session, values["address"]))

        form = Form(
            question=words.REACH_QUESTION.format(name=business.name),
            blanks=(
                Blank(
                    key="address",
                    label=words.REACH_LABEL,
                    choices={address: address for address in business.undeliverable},
                ),
            ),
        )
        self.console.push_screen(FormDialog(form), reach)

    def do_registry_import(self) -> None:
        """Nothing is taken before the clerk has seen what it would come to."""
        form = Form(
            question=words.IMPORT_QUESTION,
            about=(Line(clean(words.IMPORT_ABOUT)),),
            blanks=(Blank(key="file", label=words.IMPORT_FILE, needed=True),),
            amiss=lambda values: None if paths.file(values["file"]) else ("file", words.IMPORT_NO_FILE),
        )

        def read(values: Values | None) -> None:
            if values is not None:
                self._import(f"{paths.file(values['file'])}", preview=True)

        self.console.push_screen(FormDialog(form), read)

    def _import(self, file: str, *, preview: bool) -> None:
        arguments = ("businesses", "import", file, "--by", self.session.desk.by)

        def done(said: str) -> None:
            if preview:
                self._sure(file, said)
            else:
                self.finish(Report(said.strip().splitlines()[-1]))

        errand.send(
            self.console,
            words.IMPORT_READING if preview else words.IMPORT_TAKING,
            (*arguments, "--preview") if preview else arguments,
            done,
            given_up=words.GIVEN_UP,
        )

    def _sure(self, file: str, told: str) -> None:
        form = Form(
            question=words.IMPORT_SURE,
            blanks=(),
            preview=lambda values: [Line(line) for line in lines(told)],
            sure=(words.IMPORT_NO, words.IMPORT_YES),
        )

        def take(values: Values | None) -> None:
            if values is not None:
                self._import(file, preview=False)

        self.console.push_screen(FormDialog(form), take)

    @on(Input.Changed, "#filter")
    def _narrow(self) -> None:
        """After the letter was drawn, so that typing never waits for the list."""
        self.call_after_refresh(self.redraw)

    def do_back(self) -> None:
        """Lets marks go, then the filter, then the place."""
        if self.let_go():
            return
        if self.filter.value:
            self.drop_filter()
        else:
            super().do_back()


def _changed(known: Mapping[str, str], values: Values) -> dict[str, str]:
    return {name: text for name, text in values.items() if text != known[name]}
