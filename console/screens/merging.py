"""Two records of one business become one, and part again."""

from collections.abc import Iterator, Mapping

from console.deeds import businesses as deeds
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.place import PlaceScreen
from console.shown import clean
from console.views import registry
from console.views.lines import Line
from console.words import businesses as words
from rules.model import Business
from rules.wording import digits
from store import cases


class Merging(PlaceScreen):
    def do_business_merge(self) -> None:
        chosen = self.sight().businesses
        first = min(chosen, key=lambda business: business.id)

        def pair(values: Values) -> tuple[Business, Business] | str:
            """Which stays and which joins it; else what is wrong."""
            if len(chosen) == 2:
                into = next(each for each in chosen if each.id == values["into"])
                return into, next(each for each in chosen if each.id != values["into"])
            other = self._named(values["other"])
            if other is None:
                return words.MERGE_UNKNOWN.format(id=values["other"])
            return words.MERGE_SAME if other.id == first.id else (first, other)

        def preview(values: Values) -> Iterator[Line]:
            found = pair(values)
            if not isinstance(found, str):
                yield from registry.merger(*found, self.session.register)
            elif values.get("other"):
                yield Line(clean(found))

        def merge(values: Values | None) -> None:
            found = pair(values) if values is not None else ""
            if not isinstance(found, str):
                self.finish(deeds.merge(self.session, found[0].id, found[1].id))
                if self.list:
                    self.list.go(found[0].id)

        names = {each.id: f"{each.id} {each.name}" for each in sorted(chosen, key=lambda each: each.id)}
        typed = Blank(
            key="other", label=words.MERGE_WITH.format(id=first.id, name=first.name), needed=True, most=10
        )
        form = Form(
            question=words.MERGE_QUESTION,
            blanks=(Blank(key="into", label=words.MERGE_INTO, choices=names),)
            if len(chosen) == 2
            else (typed,),
            preview=preview,
            amiss=lambda values: ("other", found) if isinstance(found := pair(values), str) else None,
        )
        self.console.push_screen(FormDialog(form), merge)

    def _named(self, text: str) -> Business | None:
        """'J-0002', 'j2' or '2'."""
        number = digits(text)
        return self.session.register.businesses.get(f"J-{int(number):04}") if number else None

    def do_business_split(self) -> None:
        business = self.sight().business
        if business is None:
            return

        def split(values: Values | None) -> None:
            if values is not None:
                self.finish(deeds.split(self.session, values["id"]))

        names = {id: f"{id} {name}" for id, name in self.joined(business).items()}
        form = Form(
            question=words.SPLIT_QUESTION.format(name=business.name),
            about=(Line(clean(words.SPLIT_ABOUT.format(id=business.id))),),
            blanks=(Blank(key="id", label=words.SPLIT_LABEL, choices=names),),
        )
        self.console.push_screen(FormDialog(form), split)

    def joined(self, business: Business) -> Mapping[str, str]:
        """The records merged into it, by their ids, under their own names."""
        db = self.session.desk.store.snapshot() if business.absorbed else None
        found = ((id, cases.record(db, id)) for id in business.absorbed) if db else ()
        return {id: record.name for id, record in found if record}
