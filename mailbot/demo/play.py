"""The play: mails come in waves, the robot works, the committee decides, the 10th comes; nothing leaves the machine."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from mailbot.demo.mails import Mail, every, written
from mailbot.init import EXAMPLE
from mailbot.once import once
from mailbot.servers.embedded import HOST, EmbeddedServers
from mailbot.terminal import table
from mailbot.wiring import Office
from rules.model import Arrival, Letter, LetterKind, OutcomeKind
from rules.record import Struct, replace
from rules.words import HANDLED, LETTER_STATES, LETTERS, OUTCOMES, STATES
from store import cases, outbox
from store.config import Config, load
from store.desk import Desk, approval, outcomes

USER, PASSWORD = "kikaku", "demo"
CONFIG = "config.toml"
CLERK, APPROVER = "担当 山田", "企画課長"
ROUND = "2026-11"
JST = "+09:00"
AFTER_CUTOFF = datetime.fromisoformat(f"2026-11-21T08:30:00{JST}")
COMMITTEE = datetime.fromisoformat(f"2026-12-03T15:00:00{JST}")
APPROVED = datetime.fromisoformat(f"2026-12-04T11:00:00{JST}")
BEFORE_NOTICE = datetime.fromisoformat(f"2026-12-10T08:59:00{JST}")
NOTICE = datetime.fromisoformat(f"2026-12-10T09:00:00{JST}")
SETTLED = timedelta(minutes=11)
"""After this time nothing waits for another mail any more."""


def demo(directory: Path | None) -> Office:
    """Plays everything on a data directory and prints it; the office as the play leaves it."""
    directory = directory or Path(tempfile.mkdtemp(prefix="mailbot-demo-"))
    with EmbeddedServers({USER: PASSWORD}) as servers:
        office = Office.of(_config(servers, directory))
        stage = Stage(office=office, servers=servers, out=sys.stdout)
        stage.intake()
        stage.month()
        stage.end()
    return office


class Stage(Struct, frozen=True, kw_only=True):
    office: Office
    servers: EmbeddedServers
    out: TextIO

    def intake(self) -> None:
        """Two waves of mail; the second answers what the robot wrote to the first."""
        self._say("1. 届いたメールと、ロボットの答え(メールサーバーもこのプログラムの中で動いています)\n")
        rows = [*self._wave(1), *self._wave(2)]
        self._say(table(("着信", "届いたメール", "扱い", "整理番号", "返信"), rows))

    def month(self) -> None:
        """The cut-off, the committee's outcomes, the approval, and the notice day."""
        self._say("\n2. 締切(11月20日)の翌朝: 受付済の案件が会議に付議されます\n")
        self._pass(AFTER_CUTOFF)
        self._cases()
        self._say(f"\n3. 会議の結果を職員が記録し、{APPROVER}が決裁します\n")
        self._decide()
        self._say("\n4. 12月10日 8:59 には何も出ず、9:00 に結果の通知が出ます\n")
        for instant in (BEFORE_NOTICE, NOTICE):
            before = {letter.id for letter in self._sent()}
            self._pass(instant)
            fresh = [letter for letter in self._sent() if letter.id not in before]
            self._say(f"{instant:%m月%d日 %H:%M}  {len(fresh)}通")
            for letter in fresh:
                self._say(f"  {LETTERS[letter.kind]}  {letter.to[0]}  {letter.subject}")

    def end(self) -> None:
        left = "、".join(each.subject for each in self.office.left.every())
        self._say(f"\n関係のないメールには触れていません(未読のまま残っています): {left}")
        result = next(letter for letter in self._sent() if letter.kind is LetterKind.RESULT)
        self._say(f"\n5. 結果の通知の例({result.to[0]}あて)\n\n{result.body}")
        home = self.office.directory.parent
        self._say(f"データは {self.office.directory} にあります。続きは次の命令で見られます。")
        self._say(f"  mailbot --config {home / CONFIG} console   (端末の画面)")
        self._say(f"  mailbot --config {home / CONFIG} cases     (一覧だけ)")

    def _wave(self, number: int) -> Iterator[tuple[str, ...]]:
        mails = [mail for mail in every() if mail.wave == number]
        for mail in mails:
            data = written(mail, self.office, answering=self._answered(mail))
            self.servers.deliver(USER, data, mail.at)
            taken = {arrival.message_id: arrival for arrival in self._pass(mail.at + timedelta(seconds=5))}
            yield (f"{mail.at:%m/%d %H:%M}", mail.note, *self._told(mail, taken))
        self._pass(mails[-1].at + SETTLED)

    def _told(self, mail: Mail, taken: dict[str, Arrival]) -> tuple[str, str, str]:
        arrival = next(iter(taken.values()), None)
        if arrival is None:
            return "", "", ""
        return HANDLED[arrival.handled], " ".join(arrival.cases), self._answer(arrival)

    def _answer(self, arrival: Arrival) -> str:
        """What the sender was told: in a letter of its own, or in the one that still waited for this mail."""
        letters = self._letters()
        own = next((letter for letter in letters if letter.answers == arrival.id), None)
        if own is not None:
            return f"{LETTERS[own.kind]}({LETTER_STATES[own.state]})"
        shared = next((letter for letter in letters if arrival.cases and letter.cases == arrival.cases), None)
        return f"前の返信を「{LETTERS[shared.kind]}」に書き換え" if shared else "しません"

    def _decide(self) -> None:
        desk = Desk(
            store=self.office.store,
            library=self.office.library,
            config=self.office.config,
            by=CLERK,
            login="demo",
        )
        kinds = [OutcomeKind.SELECTED, OutcomeKind.SELECTED, OutcomeKind.REJECTED, OutcomeKind.DEFERRED]
        tabled = [case for case in cases.every(self.office.store.snapshot()) if case.round == ROUND]
        for place, case in enumerate(tabled):
            kind = kinds[place % len(kinds)]
            reason = "R04" if kind is OutcomeKind.REJECTED else None
            outcomes.record(desk, case.number, kind, reason=reason, now=COMMITTEE)
            self._say(f"  {case.number}  {OUTCOMES[kind]}  {case.product}")
        approval.release(
            desk,
            ROUND,
            approver=APPROVER,
            approved_on=APPROVED.date(),
            document_number="8企第123号",
            now=APPROVED,
        )

    def _cases(self) -> None:
        rows = [
            (case.number, STATES[case.state], case.product)
            for case in cases.every(self.office.store.snapshot())
        ]
        self._say(table(("整理番号", "状態", "商品"), rows))

    def _answered(self, mail: Mail) -> str:
        """The Message-ID of the letter that this mail replies to."""
        letters = [letter for letter in self._letters() if letter.to == (mail.sender,)]
        return letters[-1].message_id if mail.reply and letters else ""

    def _letters(self) -> list[Letter]:
        return list(outbox.letters(self.office.store.snapshot()))

    def _sent(self) -> list[Letter]:
        return [letter for letter in self._letters() if letter.sent_at]

    def _pass(self, now: datetime) -> list[Arrival]:
        return once(self.office, lambda: now)

    def _say(self, text: str) -> None:
        self.out.write(f"{text}\n")


def _config(servers: EmbeddedServers, directory: Path) -> Config:
    """The example, with the servers of this process and an operator."""
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(EXAMPLE, directory / CONFIG)
    config = load(directory / CONFIG)
    secret = directory / "demo.password"
    secret.write_text(PASSWORD)
    imap = replace(
        config.imap[0],
        host=HOST,
        port=servers.imap_port,
        tls="none",
        user=USER,
        password_file=secret,
        start_at=datetime.fromisoformat(f"2026-11-01T00:00:00{JST}"),
    )
    smtp = replace(
        config.smtp, host=HOST, port=servers.smtp_port, tls="none", user="", password_file=None, per_minute=0
    )
    operator = replace(config.operator, name="福岡 久留米館 運営事業者", address="unei@shop.example.jp")
    return replace(
        config,
        imap=(imap,),
        smtp=smtp,
        operator=operator,
        committee=(),
        store=replace(config.store, path=directory / "data"),
    )
