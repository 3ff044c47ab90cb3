"""Which round each product of the story gets into, and when: by the calendar on the wall and the story alone."""

from datetime import datetime

from rules.record import Struct
from tests.year.almanac import Habits, Month, at, is_shut, month_of, open_days
from tests.year.story import AGENDA_HOUR, Product, Story


class Accepted(Struct, frozen=True, kw_only=True):
    product: Product
    month: Month
    at: datetime
    """From when on the office knows it."""


def complete_at(product: Product) -> datetime | None:
    """When the last thing came that the business had to send."""
    if product.flawed:
        return product.mended
    return product.pledged or product.arrived


def known_at(story: Story, product: Product) -> datetime | None:
    """When the office has noticed that it is complete."""
    complete = complete_at(product)
    if complete is None:
        return None
    if product.entered is not None:  # a clerk typed it, or noted the call
        return product.mended or product.entered
    return story.up(complete)


def accepted(story: Story, product: Product) -> Accepted | None:
    complete, known = complete_at(product), known_at(story, product)
    if complete is None or known is None:
        return None
    month = earned(product, complete, story.habits)
    while agenda_out_at(story, month) <= known:
        month = month.next
    return Accepted(product=product, month=month, at=known)


def earned(product: Product, complete: datetime, habits: Habits) -> Month:
    if habits.counts == "arrived":
        return month_of(product.arrived)
    asked_in = month_of(product.arrived)
    if product.asked and asked_in.over_at <= complete < asked_in.graced_until(habits):
        return asked_in
    return month_of(complete)


def agenda_out_at(story: Story, month: Month) -> datetime:
    """When the committee gets its list: nothing joins it any more."""
    made = story.up(month.graced_until(story.habits))
    return clerks_next(made, AGENDA_HOUR)


def clerks_next(after: datetime, hour: int) -> datetime:
    """The next time that a clerk does what she does on each open day at this hour."""
    days = open_days(after.date())
    today = at(after.date(), hour)
    return today if after < today and not is_shut(after.date()) else at(next(days), hour)
