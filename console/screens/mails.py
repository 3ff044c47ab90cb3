"""要確認: which mail does a person have to look at, and what becomes of it?"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from console import paths
from console.actions import Sight
from console.deeds import mails as deeds
from console.keyboard import palette
from console.places import Place
from console.screens import errand
from console.screens.claims import Claims
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.place import bindings
from console.screens.reading import ReadingScreen
from console.session import Report
from console.shown import NOTHING, clean
from console.views import mailroom, registry
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import mails as words
from rules import lookup
from rules.model import Arrival, Business, Case, Handled
from rules.scanned import locked
from rules.words import HANDLED
from store.arrivals import SHORTEST

COLUMNS = (
    Column(clean(words.RECEIVED), width=11),
    Column(clean(words.ROLE), width=10),
    Column(clean(words.SENDER), share=3),
    Column(clean(words.SUBJECT), share=5),
    Column(clean(words.FILES), width=4),
    Column(clean(words.NUMBER), width=8),
)


class MailsScreen(Claims):
    PLACE = Place.MAILS
    BINDINGS = bindings(Place.MAILS)
    LIST = "#mails"

    def __init__(self) -> None:
        super().__init__()
        self._with_done = False

    def body(self) -> ComposeResult:
        yield Bar(id="summary")
        with Container(id="body"):
            yield Table(COLUMNS, id="mails", empty=clean(words.EMPTY))
            yield Page(id="preview", can_focus=False)

    def sight(self) -> Sight:
        register = self.session.register
        chosen = self.query_one("#mails", Table).chosen
        mails = tuple(register.mails[id] for id in chosen if id in register.mails)
        asked = mailroom.asked(mails[0], register) if mails else ()
        return Sight(mails=mails, cases=asked, undo=self.session.undoable)

    def redraw(self) -> None:
        register, dates = self.session.register, self.session.dates
        shown = mailroom.listed(register) if self._with_done else mailroom.waiting(register)
        self.query_one("#mails", Table).show([mailroom.row(mail, dates) for mail in shown])
        more = clean(words.DONE_TOO) if self._with_done else NOTHING
        self.query_one("#summary", Bar).say(clean(mailroom.summary(register)), more)
        self._preview()

    def _preview(self) -> None:
        register = self.session.register
        mail = register.mails.get(self.query_one("#mails", Table).key)
        self.query_one("#preview", Page).show(
            mailroom.page(mail, register, self.session.dates) if mail else ()
        )

    @on(Table.Moved)
    def _moved(self) -> None:
        self._preview()
        self.foot()

    @on(Table.Opened)
    def do_read(self) -> None:
        """The one under the cursor, whatever is marked."""
        if mail := self.session.register.mails.get(self.query_one("#mails", Table).key):
            self.console.push_screen(ReadingScreen(self.session, self.console.robot, mail))

    def do_mails_all(self) -> None:
        self._with_done = not self._with_done
        self.redraw()
        self.frame()

    def do_mail_done(self) -> None:
        self.finish(deeds.check(self.session, self.sight().mails))

    def do_mail_undone(self) -> None:
        self.finish(deeds.wait(self.session, self.sight().mails))

    def do_mail_assign(self) -> None:
        chosen = self.sight().mails

        def assign(values: Values | None) -> None:
            case = self._case(values["number"]) if values else None
            if values is not None and case is not None:
                done = values["then"] == "done"
                self.finish(deeds.assign(self.session, chosen, case.number, done=done))

        self.console.push_screen(FormDialog(self._assigning(chosen)), assign)

    def _assigning(self, chosen: tuple[Arrival, ...]) -> Form:
        many = words.ASSIGN_SEVERAL.format(count=len(chosen))
        one = words.ASSIGN_QUESTION.format(subject=deeds.named(chosen[0]))
        return Form(
            question=many if len(chosen) > 1 else one,
            about=(Line(clean(words.ASSIGN_NOTE)),),
            blanks=(
                Blank(
                    key="number",
                    label=words.ASSIGN_NUMBER,
                    value=self._likely(chosen[0]),
                    needed=True,
                    most=20,
                ),
                Blank(key="then", label=words.ASSIGN_THEN, choices=words.THEN),
            ),
            preview=lambda values: self._named(values["number"]),
            amiss=lambda values: (
                None
                if self._case(values["number"])
                else ("number", words.NO_SUCH.format(number=values["number"]))
            ),
        )

    def _likely(self, mail: Arrival) -> str:
        """The only case that knows the sender's address; '' where there is none, or more than one."""
        cases = self.session.register.cases.values()
        found = [case.number for case in cases if mail.sender and mail.sender in case.addresses]
        return found[0] if len(found) == 1 else ""

    def _case(self, number: str) -> Case | None:
        return palette.case_named(self.session.register, number)

    def _named(self, number: str) -> Iterator[Line]:
        if case := self._case(number):
            yield Line(clean(f"{case.number}  {case.product}"), Tone.STRONG)
            yield Line(clean(self.session.register.business_of(case)))
        elif number:
            yield Line(clean(words.NO_SUCH.format(number=number)), Tone.ALARM)

    def do_mail_again(self) -> None:
        """The robot does it: what is attached may be any stranger's file."""
        mail = self.sight().mail
        if mail is None:
            return

        def again(values: Values | None) -> None:
            if values is not None:
                secret = ("--password", "-") if values["password"] else ()
                despite = ("--despite-scan", why) if (why := values.get("despite")) else ()
                arguments = ("reprocess", mail.id, "--by", self.session.desk.by, "--json", *secret, *despite)
                told = f"{values['password']}\n" if secret else ""
                self._send(words.AGAIN_WORK, arguments, _taken, told=told)

        form = Form(
            question=words.AGAIN_QUESTION.format(subject=deeds.named(mail)),
            about=(Line(clean(words.AGAIN_NOTE)),),
            blanks=(
                Blank(key="password", label=words.AGAIN_PASSWORD, secret=True),
                *((Blank(key="despite", label=words.AGAIN_DESPITE),) if locked(mail.reason) else ()),
            ),
        )
        self.console.push_screen(FormDialog(form), again)

    def do_same_business(self) -> None:
        """One that asks about a case is taken for it; of any other the clerk says whose it is."""
        sight = self.sight()
        if sight.claim or sight.mail is None:
            super().do_same_business()
            return
        self._whose(sight.mail)

    def _whose(self, mail: Arrival) -> None:
        def found(values: Values) -> tuple[Business, ...]:
            wanted = lookup.words(values["whose"])
            return registry.found(self.session.register, wanted) if wanted else ()

        def amiss(values: Values) -> tuple[str, str] | None:
            return None if len(found(values)) == 1 else ("whose", _whose_not(values["whose"], found(values)))

        def preview(values: Values) -> Iterator[Line]:
            match found(values):
                case (business,):
                    told = words.WHOSE_ONE.format(id=business.id, name=business.name)
                    yield Line(clean(told), Tone.STRONG)
                case () if values["whose"]:
                    yield Line(clean(_whose_not(values["whose"], ())))
                case several:
                    yield from (Line(clean(f"{each.id} {each.name}")) for each in several)

        def same(values: Values | None) -> None:
            match found(values) if values is not None else ():
                case (business,):  # still: the register is read anew while a dialog closes
                    whose = ("--business", business.id, "--by", self.session.desk.by)
                    self._send(words.WHOSE_WORK, ("reprocess", mail.id, *whose, "--json"), _taken)

        form = Form(
            question=words.WHOSE_QUESTION.format(sender=mail.sender),
            about=(Line(clean(words.WHOSE_ABOUT)),),
            blanks=(Blank(key="whose", label=words.WHOSE, needed=True, most=60),),
            preview=preview,
            amiss=amiss,
        )
        self.console.push_screen(FormDialog(form), same)

    def do_mail_save(self) -> None:
        mail = self.sight().mail
        if mail is None:
            return

        def save(values: Values | None) -> None:
            if values is not None:
                folder = paths.typed(values["folder"])
                arguments = ("mails", "read", mail.id, "--save", f"{folder}", "--json")
                self._send(words.SAVE_WORK, arguments, lambda saved: _saved(saved, folder))

        form = Form(
            question=words.SAVE_QUESTION.format(subject=deeds.named(mail), count=len(mail.attachments)),
            about=(Line(clean(words.SAVE_NOTE)),),
            blanks=(
                Blank(
                    key="folder",
                    label=words.SAVE_FOLDER,
                    value=f"{Path.home() / 'mailbot' / mail.id[:SHORTEST]}",
                    needed=True,
                ),
            ),
        )
        self.console.push_screen(FormDialog(form), save)

    def _send(
        self, sentence: str, arguments: tuple[str, ...], said: Callable[[Any], str], *, told: str = ""
    ) -> None:
        def done(document: Any) -> None:
            self.finish(Report(said(document)))

        errand.send(self.console, sentence, arguments, done, told=told, given_up=words.GIVEN_UP)

    def do_mail_case(self) -> None:
        mail = self.sight().mail
        if mail is None:
            return
        live = tuple(number for number in mail.cases if number in self.session.register.cases)
        if live:
            self.console.open_case(live[0], live)
        else:
            self.console.say(words.CASE_GONE.format(number=mail.cases[0]), ok=False)


def _taken(mail: Any) -> str:
    return words.AGAIN_DONE.format(handled=HANDLED[Handled(mail["handled"])], reason=mail["reason"])


def _saved(mail: Any, folder: Path) -> str:
    return words.SAVED.format(count=len(mail["attachments"]), folder=folder)


def _whose_not(typed: str, found: Sequence[Business]) -> str:
    if found:
        return words.WHOSE_MANY.format(words=typed, count=len(found))
    return words.WHOSE_NONE.format(words=typed)
