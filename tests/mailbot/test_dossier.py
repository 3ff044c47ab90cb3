"""A case as plain files: everything that came and left, under names of ours, provable by its hashes."""

import hashlib
import json
from pathlib import Path

import pytest

from mailbot import dossier
from mailbot.intake.post import Delivery
from mailbot.mail.attachment import attachment
from rules.entered import Brought
from rules.model import Case
from store import raw
from store.desk import remarks
from tests.e2e.town import MONDAY, entry, signed_pledge
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.intake.test_post import receive

NUMBER = "R8-0001"


@pytest.fixture
def case(counter: Counter) -> Case:
    """Asked for a storage temperature; its pledge came on paper, and a clerk wrote a note."""
    counter.bring(sheet(storage=""), pledge=False)
    counter.send_all(MONDAY)
    pledge = attachment("../../誓約書.pdf", signed_pledge(), count=0)
    receive(counter, Brought.PLEDGE, Delivery(received_at=MONDAY, pledge=pledge))
    remarks.note(counter.desk(), NUMBER, "電話で確認", now=MONDAY)
    (only,) = counter.cases
    return only


def export(counter: Counter, case: Case, to: Path) -> dict[str, bytes]:
    dossier.export(counter.office, counter.office.store.snapshot(), case, to)
    return {str(each.relative_to(to)): each.read_bytes() for each in to.rglob("*") if each.is_file()}


def test_everything_is_there(counter: Counter, case: Case, tmp_path: Path) -> None:
    """The mail byte for byte, its files, the letters as text and PDF, the data, and who did what."""
    files = export(counter, case, tmp_path / "out")

    mail, delivery = case.mails
    assert files["mails/01-2026-11-16-entry.eml"] == raw.get(counter.office.directory, mail.id)
    assert files["mails/02-2026-11-16-pledge.json"] == raw.get(counter.office.directory, delivery.id)
    assert files["attachments/01-01.xlsx"] == sheet(storage="")
    assert files["attachments/02-01.pdf"] == signed_pledge()
    assert files["letters/L-000001.pdf"].startswith(b"%PDF-")
    assert "保存温度帯" in files["letters/L-000001.txt"].decode()
    assert json.loads(files["case.json"])["number"] == NUMBER
    history = files["history.txt"].decode()
    assert "電話で確認" in history and "山田 (y)" in history
    assert "\tエントリー: あまおうジャム 150g" in history and "entry" not in history


def test_pledge_that_came_with_another_case(counter: Counter, tmp_path: Path) -> None:
    """A business gives it once: it lies with each of its cases, under a name of ours."""
    counter.bring()
    counter.bring(sheet("nonfood"), pledge=False)

    files = export(counter, counter.cases[1], tmp_path / "out")

    assert files["attachments/pledge-01.pdf"] == signed_pledge()
    assert "pledge-01.pdf\t誓約書.pdf" in files["attachments/index.txt"].decode()
    assert not any("pledge-" in name for name in export(counter, counter.cases[0], tmp_path / "first"))


def test_manifest_proves_each_file(counter: Counter, case: Case, tmp_path: Path) -> None:
    """Every file but the manifest stands in it with its hash, as `sha256sum --check` reads it."""
    files = export(counter, case, tmp_path / "out")

    lines = [line.split("  ") for line in files.pop(dossier.MANIFEST).decode().splitlines()]
    assert {name: digest for digest, name in lines} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }


def test_sender_names_no_file(counter: Counter, tmp_path: Path) -> None:
    """What a file was called stands in the index alone."""
    hostile = entry(sheet()).replace(b"filename", b'filename="../../x.sh"; x-filename')
    counter.take(hostile)
    (case,) = counter.cases

    files = export(counter, case, tmp_path / "out")

    attached = [name for name in files if name.startswith("attachments/")]
    assert all(name.split("/")[1][:2] in ("01", "in") for name in attached)
    assert [each.name for each in tmp_path.iterdir() if each.name != "data"] == ["out"]


def test_folder_that_holds_something(counter: Counter, case: Case, tmp_path: Path) -> None:
    """Is left alone; an empty one is taken."""
    out = tmp_path / "out"
    out.mkdir()
    export(counter, case, out)

    with pytest.raises(FileExistsError):
        export(counter, case, out)


def test_whole_or_not_at_all(counter: Counter, case: Case, tmp_path: Path) -> None:
    """A failure on the way leaves nothing behind."""
    locked = tmp_path / "file"
    locked.write_text("x")

    with pytest.raises(OSError):
        export(counter, case, locked / "out")
    assert {each.name for each in tmp_path.iterdir()} <= {"file", "data"}


def test_lost_bytes_are_told(counter: Counter, case: Case, tmp_path: Path) -> None:
    """A mail that is gone from the disk stands in the history as gone; the rest is there."""
    raw.remove(counter.office.directory, case.mails[0].id)

    files = export(counter, case, tmp_path / "out")

    assert "mails/01-2026-11-16-entry.eml" not in files and "case.json" in files
    assert case.mails[0].id in files["history.txt"].decode()
