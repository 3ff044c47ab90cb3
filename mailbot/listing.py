"""The register as JSON documents: what `--json` prints, and what the plain lists are cut from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, tzinfo
from typing import Any

from mailbot.paper.letter import copy_name, is_signed
from mailbot.plain import Json, at, plain
from mailbot.wiring import Office
from rules import counting
from rules.model import (
    Answer,
    Arrival,
    Business,
    Case,
    Channel,
    Finding,
    Letter,
    OutcomeKind,
    State,
)
from rules.moves import TERMS
from rules.numbers import turn
from rules.rounds import Calendar, grace_until, round_named
from store import agendas, arrivals, cases, outbox
from store.documents import Documents

BY_PEOPLE = ("approval", "told", "given", "overruled", "papers", "terms", "screening", "notes", "seen")
"""What people decided and entered, told field by field."""


def case_list(db: Documents, chosen: Iterable[Case], calendar: Calendar) -> list[Json]:
    """The cases with their letters, also of years gone by."""
    return [_case(db, each, outbox.about(db, each.number), calendar) for each in chosen]


def _case(db: Documents, each: Case, letters: list[Letter], calendar: Calendar) -> Json:
    zone = calendar.zone
    business = cases.business(db, each.business) or Business(id=each.business, name="")
    return {
        "number": each.number,
        "state": each.state,
        "form": each.form,
        "channel": each.channel,
        "business": {
            "id": business.id,
            "name": business.name,
            "municipality": business.municipality,
            "email": business.addresses[0] if business.addresses else None,
        },
        "product": each.product,
        "round": each.round,
        "arrived_at": at(each.arrived_at, zone),
        "accepted_at": at(each.accepted_at, zone),
        "fields": fields(each.entry.fields),
        "notice_to": each.notice_to,
        "findings": [finding(found) for found in each.findings],
        "pledge": business.pledge,
        "photos": each.pictures,
        "attention": list(each.attention),
        "outcome": plain(each.outcome, zone),
        "mails": plain(each.mails, zone),
        "letters": [_letter_head(letter, zone) for letter in letters],
        "version": each.version,
        "revisions": plain(each.revisions, zone),
        "round_reason": counting.reason(each, calendar) or None,
        **{name: plain(getattr(each, name), zone) for name in BY_PEOPLE},
    }


def selections(db: Documents, calendar: Calendar) -> list[Json]:
    """Selected products that their businesses know of, and how far their terms are."""
    known = (State.NOTIFIED, *TERMS)
    found = sorted(cases.in_state(db, *known), key=lambda each: turn(each.number))
    chosen = (each for each in found if each.outcome and each.outcome.kind is OutcomeKind.SELECTED)
    return [_selection(db, each, calendar.zone) for each in chosen]


def _selection(db: Documents, each: Case, zone: tzinfo) -> Json:
    business = cases.business(db, each.business)
    last = each.terms[-1] if each.terms else None
    return {
        "number": each.number,
        "round": each.round,
        "business": business.name if business else "",
        "product": each.product,
        "state": each.state,
        "since": last.on.isoformat() if last else None,
        "note": last.note if last else "",
        "terms": [plain(terms, zone) for terms in each.terms],
    }


def fields(answers: Mapping[str, Answer]) -> Json:
    return {
        key: {"value": _value(answer), "text": answer.text, "cell": answer.cell}
        for key, answer in answers.items()
    }


def finding(found: Finding) -> Json:
    return {
        "code": found.code,
        "severity": found.severity,
        "field": found.field,
        "label": found.label,
        "cell": found.cell,
        "message": found.message,
    }


def letter(each: Letter, zone: tzinfo) -> Json:
    return _letter_head(each, zone) | {
        "subject": each.subject,
        "body": each.body,
        "attachments": [*(file.name for file in each.files), *([copy_name(each)] if is_signed(each) else [])],
        "cases": list(each.cases),
        "message_id": each.message_id,
        "attempts": each.attempts,
        "reason": each.reason,
        "reply": each.reply,
    }


def mail(each: Arrival, zone: tzinfo) -> Json:
    return {
        "id": each.id,
        "message_id": each.message_id,
        "received_at": at(each.received_at, zone),
        "from": each.sender or each.sender_name,
        "subject": each.subject,
        "text": each.text,
        "attachments": [file.name for file in each.attachments],
        "role": each.role,
        "handled": each.handled,
        "cases": list(each.cases),
        "reason": each.reason,
        "done": each.done,
        "beside": each.beside,
    }


def mails(office: Office, *, person: bool) -> list[Json]:
    """Every mail that was taken, oldest first, then those left by header alone; `person`: what waits for somebody."""
    zone = office.calendar.zone
    taken = [
        mail(each, zone)
        for each in arrivals.every(office.store.snapshot())
        if each.channel is Channel.MAIL and not (person and each.done)
    ]
    if person:
        return [each for each in taken if each["handled"] in ("person", "set_aside")]
    left: list[Json] = [
        {
            "id": "",
            "message_id": each.message_id,
            "received_at": at(each.received_at, zone),
            "from": each.sender,
            "subject": each.subject,
            "text": "",
            "attachments": [],
            "role": each.role,
            "handled": "left",
            "cases": [],
            "reason": each.reason,
            "done": False,
            "beside": "",
        }
        for each in office.left.every()
    ]
    return sorted(taken + left, key=lambda each: str(each["received_at"]))


def businesses(db: Documents, zone: tzinfo) -> list[Json]:
    """Every record; one that was merged into another says so, and its cases stand there."""
    records = list(cases.businesses(db))
    seen = [each if each.merged_into else cases.business(db, each.id) or each for each in records]
    held = Counter(address for each in seen if not each.merged_into for address in each.addresses)
    return [
        {
            "id": each.id,
            "name": each.name,
            "numbers": [each.corporate_number] if each.corporate_number else [],
            "addresses": list(each.addresses),
            "notice_to": each.notice_to,
            "postal": each.postal,
            "address": each.address,
            "undeliverable": {address: at(since, zone) for address, since in each.undeliverable.items()},
            "pledge": each.pledge,
            "cases": [] if each.merged_into else sorted(cases.numbers_of(db, each.id), key=turn),
            "contacts": plain(each.contacts, zone),
            "agents": [address for address in each.addresses if held[address] > 1],
            "notice_by": each.notice_by,
            "merged_into": each.merged_into or None,
        }
        for each in seen
    ]


def rounds(office: Office, db: Documents) -> list[Json]:
    """Every round with a case: its instants, its cases by state, and what is still open."""
    every, letters = list(cases.every(db)), list(outbox.letters(db))
    given_out = agendas.given_out(db)
    found = []
    for id in sorted({each.round for each in every if each.round}):
        inside = [each for each in every if each.round == id]
        round, zone = round_named(id, office.calendar), office.calendar.zone
        found.append(
            {
                "id": id,
                "cutoff_at": at(round.cutoff_at, zone),
                "notice_at": at(round.notice_at, zone),
                "closed": cases.round_record(db, id).closed_at is not None,
                "counts": Counter(str(each.state) for each in inside),
                "undecided": sum(each.state in (State.ACCEPTED, State.TABLED) for each in inside),
                "grace_until": at(grace_until(round, office.calendar), zone),
                "agenda_given_out": id in given_out,
                "unapproved": sum(each.state is State.DECIDED for each in inside),
                "letters_not_left": sum(
                    each.round == id and each.state not in outbox.GONE for each in letters
                ),
            }
        )
    return found


def _letter_head(each: Letter, zone: tzinfo) -> Json:
    return {
        "id": each.id,
        "kind": each.kind,
        "state": each.state,
        "to": list(each.to),
        "due_at": at(each.due_at, zone),
        "sent_at": at(each.sent_at, zone),
    }


def _value(answer: Answer) -> Any:
    match answer.value:
        case tuple() as ticks:
            return list(ticks)
        case date() as day:
            return day.isoformat()
        case plain:
            return plain
