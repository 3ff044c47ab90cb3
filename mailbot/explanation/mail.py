"""One mail explained: what stood in it, which rule applied, what its files were, whose case it is, which answer."""

from msgspec.structs import asdict

from mailbot.explanation.heads import heads
from mailbot.intake import claiming, voices
from mailbot.intake.contents import Contents, Sorter
from mailbot.intake.knowledge import has_pledged, known
from mailbot.intake.succession import brought
from mailbot.mail import silence
from mailbot.mail.attachment import Attachment
from mailbot.mail.evidence import Known, gather, heard
from mailbot.mail.parse import ParsedMail, parse
from mailbot.mail.triage import Verdict, triage
from mailbot.plain import Json, at
from mailbot.wiring import Office
from rules.model import Arrival, Case, Channel, Letter, MailRef
from rules.scanned import locked
from rules.words import LETTER_STATES, LETTERS, ROLES
from store import arrivals, audit, cases, outbox, raw
from store.documents import Documents

PAPER_MADE = "紙で届いたシートからできた案件です。"
PAPER_ADDED = "紙で届いたものを、職員がこの案件に加えました。"


def of_mail(office: Office, db: Documents, arrival: Arrival) -> Json:
    """Read again today, so what the office knows may have changed: `then` is what was decided when it was taken.

    What came on paper was sorted by a clerk: of that only what came of it is told. Raises Damaged where the kept bytes
    are gone.
    """
    letter = outbox.answering(db, arrival.id)
    told = _on_paper(db, arrival) if arrival.channel is Channel.POST else _read(office, db, arrival)
    return {
        "id": arrival.id,
        "received_at": at(arrival.received_at, office.calendar.zone),
        "from": arrival.sender or arrival.sender_name,
        "subject": arrival.subject,
        "then": {
            "role": arrival.role,
            "handled": arrival.handled,
            "reason": arrival.reason,
            "tries": arrival.tries,
        },
        **told,
        "beside": arrival.beside,
        "letter": None if letter is None else _letter(letter),
        "no_letter": "" if letter else told["no_letter"],
        "history": history(office, arrival.id),
    }


def _read(office: Office, db: Documents, arrival: Arrival) -> Json:
    """What its kept bytes tell, and what was made of that."""
    mail = parse(raw.get(office.directory, arrival.id))
    what = known(office, db, arrival.places[0] if arrival.places else None)
    verdict = triage(mail, what)
    return {
        "headers": [asdict(head) for head in heads(mail, what)],
        "defects": list(mail.defects),
        "rule": _rule(mail, what, verdict),
        "evidence": _evidence(db, mail, what),
        "attachments": _attachments(office, db, mail, arrival, verdict),
        "cases": [_case(arrival, case, _because(db, mail, arrival, case)) for case in _cases(db, arrival)],
        "no_letter": _unanswered(db, arrival, verdict),
    }


def _on_paper(db: Documents, arrival: Arrival) -> Json:
    def because(case: Case) -> str:
        return PAPER_MADE if case.mails[0].id == arrival.id else PAPER_ADDED

    return {
        "cases": [_case(arrival, case, because(case)) for case in _cases(db, arrival)],
        "no_letter": "これだけについての手紙はありません。",
    }


def history(office: Office, subject: str) -> list[Json]:
    """What the audit says was done to it, oldest first."""
    zone = office.calendar.zone
    return [
        {"at": at(event.at, zone), "by": event.by, "what": event.what, "detail": event.detail}
        for event in audit.every(office.store.log)
        if event.subject == subject
    ]


def _rule(mail: ParsedMail, what: Known, verdict: Verdict) -> Json:
    name = silence.rule_of(mail, what)
    looked = list(silence.RULES)
    return {
        "name": name,
        "looked_at": looked[: looked.index(name) + 1] if name else looked,
        "silence": verdict.silence,
        "role": verdict.role,
        "reason": verdict.reason,
    }


def _evidence(db: Documents, mail: ParsedMail, what: Known) -> Json:
    found = gather(mail, what)
    letters = (outbox.by_message_id(db, id) for id in (mail.in_reply_to, *mail.references))
    return {
        "reply_to": next((letter.id for letter in letters if letter), ""),
        "business": found.business,
        "words": sorted(heard(mail, what)),
        "enough": found.ours,
    }


def _attachments(
    office: Office, db: Documents, mail: ParsedMail, arrival: Arrival, verdict: Verdict
) -> list[Json]:
    """What each was taken for, and why where it could not be read. What the scanner did not pass stays closed."""
    if locked(arrival.reason):
        return [_told(each, "unopened", arrival.reason) for each in mail.attachments]
    pledged = has_pledged(db, mail.sender, {file.sha256 for file in arrival.attachments})
    sorter = Sorter.of(office, arrival.received_at)
    contents = sorter.sort(mail, verdict, pledge_wanted=not pledged)
    return [_attachment(each, contents) for each in mail.attachments]


def _attachment(file: Attachment, contents: Contents) -> Json:
    taken, why = "cut", "添付が多いか、本文中の飾りの画像なので、数えていません。"
    entries = [entry for each in contents.filled if each.workbook == file for entry in each.entries]
    unread = next((each for each in contents.unread if each.attachment == file), None)
    if entries:
        products = "、".join(" ".join(entry.text("name").split()) or "(商品名なし)" for entry in entries)
        taken, why = "entry", f"様式のとおりに記入されたシートが{len(entries)}枚あります({products})。"
    elif unread:
        taken, why = unread.code, unread.why
    elif file in contents.pledges:
        taken, why = "pledge", "誓約書として数えました。名称、日付、押印は職員が確かめます。"
    elif file in contents.pictures:
        taken, why = "photo", f"写真として数えました({contents.shown.get(file.sha256, 1)}枚)。"
    elif any(each.workbook == file for each in contents.filled):
        taken, why = "blank", "こちらの様式ですが、記入がありません。"
    return _told(file, taken, why)


def _told(file: Attachment, taken: str, why: str) -> Json:
    return {"name": file.name, "kind": file.kind, "size": len(file.data), "taken_for": taken, "why": why}


def _cases(db: Documents, arrival: Arrival) -> list[Case]:
    found = (cases.get(db, number) for number in arrival.cases)
    return [case for case in found if case is not None]


def _case(arrival: Arrival, case: Case, because: str) -> Json:
    ref = _ref(arrival, case)
    revision = next((each for each in case.revisions if each.mail == arrival.id), None)
    return {
        "number": case.number,
        "product": case.product,
        "role": ref.role if ref else None,
        "because": because,
        "closed": list(revision.closed) if revision else [],
        "still_open": list(revision.still_open) if revision else [],
        "fresh": list(revision.fresh) if revision else [],
        "findings": [finding.message for finding in case.findings],
    }


def _ref(arrival: Arrival, case: Case) -> MailRef | None:
    return next((each for each in case.mails if each.id == arrival.id), None)


def _because(db: Documents, mail: ParsedMail, arrival: Arrival, case: Case) -> str:
    if arrival.id in case.claims:
        return claiming.REASON
    if _ref(arrival, case) is None:
        return "この案件についての手紙への返信です。案件は変えていません。"
    if case.mails[0].id == arrival.id:
        return "このメールで新しくできた案件です。"
    if case in voices.asked(db, mail) and voices.may_speak(db, mail.sender, case):
        return "この案件についてのこちらの手紙に、案件のアドレスから返信しています。"
    if mail.sender not in case.addresses:
        return "職員がこの案件に付けたか、同じ事業者の別のアドレスから届きました。"
    if brought(case, arrival.id):
        return "同じアドレスから、同じ事業者の同じ商品のシートが届きました。"
    return "同じアドレスから届いたファイルです。"


def _letter(letter: Letter) -> Json:
    return {"id": letter.id, "kind": letter.kind, "state": letter.state, "reason": letter.reason}


def _unanswered(db: Documents, arrival: Arrival, verdict: Verdict) -> str:
    """Why no letter answers this very mail."""
    if verdict.silence:
        return verdict.silence
    first = arrivals.by_fingerprint(db, arrival.fingerprint)
    if first is not None and first.id != arrival.id:
        return f"先に届いた同じ内容のメール({first.id[:8]})に返信しています。"
    joined = [
        letter
        for letter in outbox.letters(db)
        if letter.answers and letter.to == (arrival.sender,) and set(letter.cases) & set(arrival.cases)
    ]
    if joined:
        told = joined[-1]
        return f"{told.id}({LETTERS[told.kind]}、{LETTER_STATES[told.state]})の返信にまとめています。"
    if arrival.attachments:
        return "同じ差出人への受信の返信は1日に1通です。"
    return f"「{ROLES[arrival.role]}」には自動では返信しません。職員が返信します。"
