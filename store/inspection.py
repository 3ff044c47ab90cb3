"""Looking a data directory over: every kind of damage is named, with what to do. Nothing is changed."""

import hashlib
import stat
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from rules import numbers
from store import arrivals, audit, cases, journal, locks, outbox, raw
from store.archive import Archive
from store.documents import Documents, Store
from store.errors import Damaged, Problem, StoreBusy, StoreError, Unwritable
from store.leftmail import Left
from store.library import OWN_TEXTS

FREE_BYTES = 500_000_000
"""Less space than this is told: some ten large mails with photos, kept twice over."""

SHOWN = 5
"""Examples of one kind of damage: a person sees from fewer what happened."""

FROM_BACKUP = "バックアップから、このファイルだけを戻してください。"


def problems(directory: Path) -> Iterator[Problem]:
    """Of a data directory that exists. Its register is locked meanwhile: what is half written was left by a crash."""
    try:
        with locks.exclusive(directory / "cases.lock", wait=1):
            yield from islice(_leftovers(directory), SHOWN)
            yield from islice(_modes(directory), SHOWN)
            yield from _register(directory)
    except StoreBusy as error:
        yield _problem(error.file, "台帳を使ったまま返さない処理があります。", str(error))
    except Unwritable as error:
        yield _problem(
            directory, f"書き込めません({error.error.strerror})。", "持ち主と権限を確かめてください。"
        )
    except OSError as error:
        yield _problem(directory, f"書き込めません({error.strerror})。", "持ち主と権限を確かめてください。")
    yield from islice(audit.verify(directory / "audit.jsonl"), SHOWN)
    yield from _left(directory / "left.jsonl")


def _register(directory: Path) -> Iterator[Problem]:
    try:
        db = Store(directory).snapshot()
        yield from _log(directory, db)
        yield from islice(_raw(directory, db), SHOWN)
        yield from _counts(directory, db)
    except Damaged as error:
        damage = f"こわれていて読めません({error.detail})。"
        yield _problem(error.file, damage, "動かさずに、バックアップから戻してください。")
    except (msgspec.ValidationError, TypeError) as error:
        yield _problem(directory / "register.json", f"読めない記録があります({error})。", FROM_BACKUP)
    except StoreError as error:
        yield _problem(directory, "台帳を読めません。", str(error))
    archive = Archive(directory)
    if trouble := archive.check():
        yield _problem(archive.file, f"書庫がこわれています({trouble})。", FROM_BACKUP)


def _leftovers(directory: Path) -> Iterator[Problem]:
    """But for what a running program writes without the register's lock: `health`, and raw files on their way."""
    patterns = ("*.new", "deeds/*.new", "restoring")
    for file in sorted(file for pattern in patterns for file in directory.glob(pattern)):
        if file.name == "health.new":
            continue
        yield _problem(file, "書きかけのまま残っています。", "使われていないものです。消してください。")


def _modes(directory: Path) -> Iterator[Problem]:
    """Of the directory, which guards all in it; else of what lies there but for the office's own texts, no secret."""
    texts = {directory / name for name in OWN_TEXTS}
    for file in (directory,) if _is_wide(directory) else directory.rglob("*"):
        if not texts & {file, *file.parents} and _is_wide(file):
            yield _problem(file, "ほかの利用者も読めます。", f"「chmod -R go= {directory}」としてください。")


def _is_wide(file: Path) -> bool:
    """Not a link's own mode, which says nothing; nor is what a running program has just taken away."""
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISLNK(mode) and bool(mode & 0o077)


def _log(directory: Path, db: Documents) -> Iterator[Problem]:
    """Whoever took a mail or made a case wrote of it; an alert alone is no deed."""
    log = directory / "audit.jsonl"
    told = db.rows(arrivals.ARRIVALS) or db.rows(cases.CASES) or db.archive.keys(cases.CASES)
    if told and not log.exists():
        yield _problem(log, "記録がありません。", FROM_BACKUP)


def _raw(directory: Path, db: Documents) -> Iterator[Problem]:
    """Mails and letters of the register by their bytes, those of the archive by being there."""
    for sha in sorted(_kept(db)):
        path = raw.path_of(directory, sha)
        if not path.exists():
            yield _problem(path, "台帳にある原本がありません。", FROM_BACKUP)
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha:
            yield _problem(path, "原本の内容が変わっています。", FROM_BACKUP)
    for id in db.archive.keys(arrivals.ARRIVALS):
        if not raw.path_of(directory, id).exists():
            yield _problem(raw.path_of(directory, id), "書庫にある原本がありません。", FROM_BACKUP)


def _kept(db: Documents) -> set[str]:
    letters = list(outbox.letters(db))
    return {
        *db.rows(arrivals.ARRIVALS),
        *(letter.raw for letter in letters if letter.raw),
        *(file.sha256 for letter in letters for file in letter.files),
    }


def _counts(directory: Path, db: Documents) -> Iterator[Problem]:
    """A register that was put back by hand may not know which numbers were given since."""
    for year, given in sorted(_highest((*db.rows(cases.CASES), *db.archive.keys(cases.CASES))).items()):
        count = (db.get(cases.COUNTERS, year) or {"last": 0})["last"]
        if given > count:
            yield _problem(
                directory / "register.json",
                f"{year} の整理番号は {given} まで使われていますが、台帳の数は {count} です。",
                "同じ番号を二度使うおそれがあります。「mailbot restore」で戻し直してください。",
            )


def _highest(given: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number in given:
        year = numbers.year_of(number)
        found[year] = max(found.get(year, 0), numbers.running(number))
    return found


def _left(file: Path) -> Iterator[Problem]:
    torn = 0
    for line in journal.lines(file):
        try:
            msgspec.json.decode(line, type=Left)
        except msgspec.MsgspecError:
            torn += 1
    if torn:
        mend = "そのままで構いません。そのメールをもう一度見分けます。"
        yield _problem(file, f"読めない行が {torn} 行あります。", mend)


def _problem(file: Path, problem: str, mend: str) -> Problem:
    return Problem(file=str(file), problem=problem, mend=mend)
