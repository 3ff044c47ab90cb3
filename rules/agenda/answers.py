"""An answer as the committee reads it: what was ticked, days in the era, else the sender's own words."""

from datetime import date

from rules.agenda.items import Item
from rules.eras import era_date
from rules.forms import Field
from rules.record import Struct


class Told(Struct, frozen=True, kw_only=True):
    label: str = ""
    text: str = ""


def told(item: Item, field: Field) -> str:
    """Empty where nothing was answered."""
    match item.value(field.key):
        case tuple() as ticked:
            return "、".join(ticked)
        case date() as day:
            return era_date(day)
    text = item.text(field.key)
    bare = text.replace(",", "").replace(".", "", 1).isdigit()
    return f"{text}{field.unit}" if field.unit and bare else text
