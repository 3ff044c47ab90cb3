"""How the office fares, for whoever watches the machine: a text file for Prometheus' node exporter, and one sentence.

Figures and our own mailboxes' names, nothing about a business: every program of this machine may read the file.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from mailbot.plain import Json
from store import durable

READABLE = 0o644
"""The exporter runs as a user of its own."""


def write(file: Path, status: Json) -> None:
    """Puts the figures in place of the file at once, so that nobody reads half of them. Raises Unwritable."""
    new = file.with_name(f".{file.name}.new")
    with durable.writing(file):
        new.write_text(text(status), "utf-8")
        new.chmod(READABLE)
        new.replace(file)


def text(status: Json) -> str:
    """The figures of `mailbot.status` in the text format of Prometheus, version 0.0.4."""
    return "".join(f"{line}\n" for line in _lines(status))


def sentence(status: Json) -> str:
    """One line for `systemctl status`."""
    if status["failure"]:
        return f"失敗が続いています。{status['failure']}"
    told = "正常です。" if status["ok"] else "人の確認が必要です。"
    return f"{told}最後の受信 {status['last_poll_at'] or 'まだ'}、人を待つもの {status['person']}件"


def _lines(status: Json) -> Iterator[str]:
    yield from _gauge("mailbot_ok", "1 while no person is needed", {"": status["ok"]})
    yield from _gauge("mailbot_paused", "1 while a clerk has stopped all sending", {"": status["paused"]})
    yield from _gauge("mailbot_person", "cases and mails that wait for a person", {"": status["person"]})
    yield from _gauge(
        "mailbot_letters", "letters of the outbox by state", _labelled("state", status["queue"])
    )
    boxes = {each["title"]: each for each in status["mailboxes"]}
    yield from _gauge(
        "mailbot_poll_failures",
        "failed looks in a row",
        _labelled("mailbox", {title: each["failures"] for title, each in boxes.items()}),
    )
    yield from _gauge(
        "mailbot_last_poll_seconds",
        "when the mailbox was last looked through, in seconds since 1970",
        _labelled(
            "mailbox",
            {
                title: datetime.fromisoformat(each["last_poll_at"]).timestamp()
                for title, each in boxes.items()
                if each["last_poll_at"]
            },
        ),
    )
    yield from _gauge(
        "mailbot_waiting_mails",
        "mails that lie in the mailbox and are still to be taken",
        _labelled(
            "mailbox", {title: each["tally"]["waiting"] for title, each in boxes.items() if each["tally"]}
        ),
    )


def _gauge(name: str, help: str, values: Mapping[str, object]) -> Iterator[str]:
    yield f"# HELP {name} {help}"
    yield f"# TYPE {name} gauge"
    for labels, value in values.items():
        figure = value if isinstance(value, int | float) else value is not None
        yield f"{name}{labels} {float(figure):.17g}"


def _labelled(label: str, values: Mapping[str, object]) -> Mapping[str, object]:
    return {f'{{{label}="{_escaped(each)}"}}': value for each, value in values.items()}


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
