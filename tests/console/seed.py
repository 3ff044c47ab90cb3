"""A register as the office may find it at 8:30 on a Tuesday: the cases of cases.toml with mails and letters.

`python -m tests.console.seed DIR` fills DIR and opens the console on it.
"""

import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rules.model import (
    Answer,
    Arrival,
    Business,
    Case,
    Entry,
    File,
    Finding,
    Handled,
    Letter,
    LetterKind,
    LetterState,
    MailRef,
    Outcome,
    OutcomeKind,
    Pledge,
    Role,
    RoundRecord,
    Severity,
    State,
)
from rules.record import replace
from store import arrivals, cases, config, health, locks, outbox
from store.audit import Event
from store.desk import Desk, outcomes
from store.documents import Store
from store.health import Health, Watched
from store.library import Library

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=TOKYO)
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SEED = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))
BUSINESSES: dict[str, list[str]] = SEED["businesses"]


def conf(directory: Path, *, observe: bool = False) -> config.Config:
    """A configuration that a console needs: no server of it is ever spoken to."""
    return config.Config(
        office=config.Office(
            name="小郡市 企画課",
            address="kikaku@city.example.jp",
            postal="〒838-0198 小郡市小郡255番地1",
            phone="0942-00-2111",
            fax="0942-00-4466",
            hours="平日 8:30〜17:00",
            shop="福岡 久留米館",
            signatory="小郡市長",
            municipalities=("久留米市", "大川市", "小郡市", "うきは市", "大刀洗町", "大木町"),
            home="小郡市",
        ),
        imap=(config.Imap(host="127.0.0.1", user="kikaku", start_at=NOW),),
        smtp=config.Smtp(host="127.0.0.1", sender="kikaku@city.example.jp"),
        store=config.Data(path=directory),
        letters=config.Letters(mode="observe" if observe else "live"),
    )


def desk(directory: Path, *, by: str = "田中", observe: bool = False) -> Desk:
    return Desk(
        store=Store(directory),
        library=Library(),
        config=conf(directory, observe=observe),
        by=by,
        login="tanaka",
    )


def sow(directory: Path, *, observe: bool = False) -> Desk:
    """The whole register in `directory`, and a clerk at it."""
    clerk = desk(directory, observe=observe)
    with clerk.store.transaction() as db:
        for id, (name, town, address) in BUSINESSES.items():
            cases.put_business(db, business(id, name, town, address))
        for id in ("2026-10", "2026-11"):
            cases.put_round(db, RoundRecord(id=id, closed_at=NOW - timedelta(days=3)))
        for number, sown in SEED["cases"].items():
            case = case_of(number, sown)
            mail = arrivals.put(db, mail_of(case))
            cases.put(db, case)
            outbox.add(db, letter_of(outbox.new_id(db), case, mail))
            db.record(Event(at=case.arrived_at, by="mailbot", what=f"case.{case.state}", subject=number))
    health.write(clerk.store.directory, Health(last_poll_at=NOW - timedelta(minutes=2)))
    return clerk


@contextmanager
def alive(clerk: Desk) -> Iterator[tuple[str, ...]]:
    """While a daemon lives that looked two minutes ago; gives how the robot of this office is called."""
    directory, titles = clerk.store.directory, [imap.title for imap in clerk.config.imap]
    looked = NOW - timedelta(minutes=2)
    file = directory.parent / "config.toml"
    shutil.copyfile(EXAMPLE, file)
    with locks.for_life(directory):
        seen = dict.fromkeys(titles, Watched(last_poll_at=looked))
        health.write(directory, Health(last_poll_at=looked, running=True, mailboxes=seen))
        yield sys.executable, "-m", "mailbot", "--config", f"{file}", "--now", NOW.isoformat()


def fill_letterbox(clerk: Desk) -> None:
    """Mails that wait for a person: a question, a word from another address, a locked file."""
    with clerk.store.transaction() as db:
        for minutes, role, sender, name, subject, text, reason in SEED["waiting"]["mails"]:
            mail = Arrival(
                id=sha(subject),
                message_id=f"<{minutes}@waiting>",
                received_at=NOW - timedelta(minutes=minutes),
                sender=sender,
                sender_name=name,
                subject=subject,
                text=text,
                role=Role(role),
                handled=Handled.PERSON,
                reason=reason,
                filed=True,
            )
            arrivals.put(db, mail)


def business(id: str, name: str, town: str, address: str) -> Business:
    return Business(
        id=id,
        name=name,
        representative="髙田 一郎",
        municipality=town,
        addresses=(address,),
        pledge=Pledge.RECEIVED,
    )


def case_of(number: str, sown: dict[str, Any]) -> Case:
    name, _, address = BUSINESSES[sown["business"]]
    at, product = sown["arrived"], sown["product"]
    state = State(sown["state"])
    sheet = "エントリーシート"
    fields = {
        "biz_name": Answer(value=name, text=name, cell=f"{sheet}!C8"),
        "rep": Answer(value="髙田 一郎", text="髙田 一郎", cell=f"{sheet}!C14"),
        "name": Answer(value=product, text=product, cell=f"{sheet}!C21"),
        "price": Answer(value=1080, text="1,080円", cell=f"{sheet}!C44"),
    }
    told = Outcome(kind=OutcomeKind.SELECTED, by="田中", recorded_at=NOW - timedelta(days=20))
    return Case(
        number=number,
        state=state,
        form=sown.get("form", "food"),
        business=sown["business"],
        product=product,
        round=sown.get("round"),
        arrived_at=at,
        accepted_at=at if "round" in sown else None,
        entry=Entry(form=sown.get("form", "food"), fields=fields),
        findings=tuple(finding(*found) for found in sown.get("found", ())),
        attention=tuple(sown.get("attention", ())),
        outcome=told if state is State.NOTIFIED else None,
        addresses=(address,),
        notice_to=address,
        mails=(MailRef(id=sha(number), message_id=f"<{number}@x>", role=Role.ENTRY, received_at=at),),
    )


def finding(severity: str, field: str, label: str, message: str) -> Finding:
    return Finding(
        code="missing",
        severity=Severity(severity),
        field=field,
        label=label,
        cell="シート!C30",
        message=message,
    )


def sha(number: str) -> str:
    return number.encode().hex().ljust(64, "0")


def mail_of(case: Case) -> Arrival:
    name, _, address = BUSINESSES[case.business]
    return Arrival(
        id=sha(case.number),
        message_id=case.mails[0].message_id,
        received_at=case.arrived_at,
        sender=address,
        sender_name=name,
        subject="アンテナショップ取扱商品エントリーシートの提出について",
        text=f"企画課 御担当者様\n\n{name}です。\n{case.product}のエントリーシートをお送りします。",
        attachments=(
            File(name="エントリーシート.xlsx", sha256="0" * 64, media_type="", size=44_500),
            File(name="商品写真.jpg", sha256="1" * 64, media_type="image/jpeg", size=812_000),
        ),
        role=Role.ENTRY,
        handled=Handled.CASE,
        cases=(case.number,),
        reason="添付のエントリーシートを読み取りました。",
        filed=True,
    )


def letter_of(id: str, case: Case, mail: Arrival) -> Letter:
    """The answer that the robot gave: sent, but one is refused and one still waits."""
    sent_at = case.arrived_at + timedelta(minutes=1)
    kind = LetterKind.ACKNOWLEDGEMENT if case.round else LetterKind.CORRECTION_REQUEST
    letter = Letter(
        id=id,
        key=f"answer:{mail.id}",
        kind=kind,
        state=LetterState.SENT,
        to=(mail.sender,),
        subject=f"【小郡市企画課】エントリーシートについて (整理番号 {case.number})",
        body=f"{mail.sender_name} 様\n\n{case.product} のエントリーシートを受け取りました。\n",
        cases=(case.number,),
        business=case.business,
        answers=mail.id,
        message_id=f"<mailbot.{case.number}@city.example.jp>",
        made_at=case.arrived_at,
        due_at=sent_at,
        sent_at=sent_at,
        attempts=1,
    )
    if case.number == "R8-0061":
        why = "宛先のアドレスがないと、相手のサーバーが答えました。"
        return replace(letter, state=LetterState.REFUSED, sent_at=None, reason=why)
    if case.state is State.NEEDS_PERSON:
        waits = replace(letter, kind=LetterKind.RECEIPT, state=LetterState.READY)
        return replace(waits, sent_at=None, attempts=0)
    return letter


if __name__ == "__main__":
    from console.app import run

    place = Path(sys.argv[1])
    if not (place / "register.json").exists():
        first = sow(place)
        outcomes.record(first, "R8-0054", OutcomeKind.REJECTED, reason="R01", now=NOW)
        outcomes.record(first, "R8-0055", OutcomeKind.SELECTED, note="試食は好評", now=NOW)
    run(Store(place), Library(), conf(place), by="田中", clock=lambda: NOW)
