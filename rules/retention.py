"""保存期間: how long the papers of an ended case are kept (the office's 文書分類表; `[retention] years`)."""

from datetime import date, datetime, tzinfo

from rules.rounds import fiscal_year


def kept_until(last: datetime, years: int, zone: tzinfo) -> date:
    """The last day on which a case must be kept whose `last` event this was: the 31 March that ends so many years
    after the fiscal year of its end.
    """
    return date(fiscal_year(last, zone) + 1 + years, 3, 31)
