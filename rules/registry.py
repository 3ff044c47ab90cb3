"""過年度の事業者一覧: the rows of a workbook that the office kept, read by their headings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rules.eras import Era, era_day
from rules.matching import Applicant
from rules.record import Struct
from rules.values import codes, dates
from rules.wording import digits, normal, shorten

COLUMNS = ("name", "number", "representative", "municipality", "phone", "mail", "contact", "pledge")
NEEDED = ("name", "pledge")

Words = Mapping[str, Sequence[str]]
"""The table `registry`: headings by column, and how a pledge is told without a day."""


class Record(Struct, frozen=True, kw_only=True):
    """One business of the registry. What the row leaves open is empty."""

    row: str
    """Where it stands, for people: '3'."""
    name: str
    number: str = ""
    representative: str = ""
    municipality: str = ""
    phone: str = ""
    mail: str = ""
    """Lower case."""
    contact: str = ""
    pledged: bool = False
    pledged_on: date | None = None

    @property
    def applicant(self) -> Applicant:
        return Applicant(
            name=self.name,
            number=self.number,
            representative=self.representative,
            phone=self.phone,
            addresses=frozenset({self.mail} - {""}),
        )


class Refused(Struct, frozen=True, kw_only=True):
    """A row that is not taken, and why: a whole Japanese sentence."""

    row: str
    name: str
    reason: str


def records(
    rows: Iterable[tuple[str, Mapping[str, str]]], words: Words, eras: Iterable[Era], today: date
) -> tuple[Record | Refused, ...]:
    """One for each row: where it stands, and what stands there by column."""
    table = tuple(eras)
    read: list[Record | Refused] = []
    seen: dict[str, str] = {}
    for row, told in rows:
        found = _record(row, told, words, table, today)
        if isinstance(found, Record):
            key = found.number or f"{normal(found.name)} {normal(found.representative)}"
            if (earlier := seen.setdefault(key, row)) != row:
                found = Refused(row=row, name=found.name, reason=f"{earlier}行目と同じ事業者です。")
        read.append(found)
    return tuple(read)


def _record(
    row: str, told: Mapping[str, str], words: Words, eras: tuple[Era, ...], today: date
) -> Record | Refused:
    name = told.get("name", "")
    if not name:
        return Refused(row=row, name="", reason="事業者名がありません。")
    number = digits(told.get("number", ""))
    if told.get("number") and not codes.corporate_valid(number):
        return _not(row, name, "法人番号", told["number"], "正しい13桁の番号")
    mail = codes.email(told["mail"]) if told.get("mail") else ""
    if mail is None:
        return _not(row, name, "メールアドレス", told["mail"], "1つのメールアドレス")
    pledge = told.get("pledge", "")
    given_on = dates.parse(pledge, eras)
    if pledge and given_on is None and not _says(words, "given", "not_given", text=pledge):
        return _not(row, name, "誓約書提出日", pledge, "日付、または「済」「未」")
    if given_on and given_on > today:
        return Refused(row=row, name=name, reason=f"誓約書提出日の{era_day(given_on)}は、まだ来ていません。")
    return Record(
        row=row,
        name=name,
        number=number,
        representative=told.get("representative", ""),
        municipality=told.get("municipality", ""),
        phone=told.get("phone", ""),
        mail=mail.lower(),
        contact=told.get("contact", ""),
        pledged=given_on is not None or _says(words, "given", text=pledge),
        pledged_on=given_on,
    )


def _says(words: Words, *kinds: str, text: str) -> bool:
    return normal(text) in {normal(word) for kind in kinds for word in words.get(kind, ())}


def _not(row: str, name: str, label: str, text: str, wanted: str) -> Refused:
    return Refused(row=row, name=name, reason=f"{label}の「{shorten(text)}」を、{wanted}として読めません。")
