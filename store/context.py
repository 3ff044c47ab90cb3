"""What the checks of a sheet may know of this office."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rules.tables import Context
from store.config import Config
from store.library import Library


def context(config: Config, library: Library, instant: datetime) -> Context:
    """For a sheet that arrived at this instant."""
    return Context(
        on=instant.astimezone(ZoneInfo(config.rounds.timezone)).date(),
        tables=library.tables(),
        home=config.office.home,
        municipalities=config.office.municipalities,
    )
