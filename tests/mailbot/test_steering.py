"""The command line, over a register full of what strangers wrote: plain lines come out, whatever is asked."""

import re
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, Mailbot, Town
from tests.mailbot.intake.desk import WIRE, mail, with_file

SAFE = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*")
"""Lines of characters that stand for themselves: no control (C0, C1), no bidi mark, nothing of no width."""

EVIL = "\x1b[2J\x1b]52;c;ZXZpbA==\x07\x9b2J\u202egpj.exe\u2066\u200b\ufeff"


COMMANDS = (
    ("cases",), ("businesses",), ("mails",), ("rounds",), ("outbox",), ("status",), ("show", "R8-0001"),
    ("why", "R8-0001"), ("outbox", "show", "L-000001"), ("letters", "list"), ("statistics",),
    ("simulate", "--until", "2026-12-31T00:00:00+09:00"),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path, embedded)


def test_the_command_line_prints_nothing_that_steers(
    tmp_path: Path, embedded: EmbeddedServers, home: Town, mailbot: Mailbot
) -> None:
    """What strangers wrote into head, name, text, file name and answers: every list and every JSON is plain lines."""
    answers = {"name": f"ジャム{EVIL[-12:]}", "business": f"小郡{EVIL[-12:]}食品"}
    sheet = entries.filled("food", {**entries.ANSWERS["food"], **answers})
    message = mail(subject=f"エントリーシート{EVIL}", sender=f'"{EVIL}" <a@b.example>')
    message.set_content(f"エントリーシートをお送りします。{EVIL}\n{EVIL}")
    embedded.deliver("kikaku", with_file(message, sheet, f"シート{EVIL}.xlsx").as_bytes(policy=WIRE), MONDAY)
    question = mail(subject=f"質問{EVIL}", sender=f'"{EVIL}" <c@d.example>')
    question.set_content(f"アンテナショップのエントリーシートについて教えてください。{EVIL}")
    embedded.deliver("kikaku", question.as_bytes(policy=WIRE), MONDAY)
    assert mailbot("once").code == 0
    (tmp_path / f"x{EVIL[:4]}.xlsx").write_bytes(sheet)

    told = [mailbot(*command, *more) for command in COMMANDS for more in ((), ("--json",))]
    ids = [each["id"] for each in home.json("mails")]
    told += [mailbot("why", id) for id in ids]
    told += [mailbot("mails", "read", id) for id in ids]
    told += [mailbot("check", str(tmp_path / f"x{EVIL[:4]}.xlsx"), *more) for more in ((), ("--json",))]
    told += [
        mailbot("show", EVIL),
        mailbot("import", f"{EVIL}.eml"),
        mailbot("check", f"{EVIL}.xlsx"),
    ]

    assert len(ids) == 2 and sum(bool(each.out) for each in told) >= len(COMMANDS) + 6
    for each in told:
        assert SAFE.fullmatch(each.out) and SAFE.fullmatch(each.err), ascii(f"{each.out}{each.err}")
        assert "Traceback" not in each.err
