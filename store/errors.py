"""What can go wrong with the kept data. `str()` of each is one Japanese sentence, ready for a person."""

from pathlib import Path
from typing import Protocol

from rules.record import Struct


class Problem(Struct, frozen=True, kw_only=True):
    """What an administrator has to mend. `key` is dotted ('imap.port'), empty when it is the whole file."""

    file: str
    key: str = ""
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}{f' の {self.key}' if self.key else ''}: {self.problem}{self.mend}"


class StoreError(Exception):
    """Root of all errors of this package."""


class ConfigError(StoreError):
    """The configuration can't be used; holds every problem, not the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class Damaged(StoreError):
    """A file of the store can't be read. It is left as it is: an empty one never takes its place."""

    def __init__(self, file: Path, detail: str = "") -> None:
        self.file = file
        self.detail = detail
        super().__init__(
            f"{file} がこわれていて読めません。動かさずに、バックアップから戻してください。({detail})"
        )


class NewerSchema(StoreError):
    """The register was written by a newer program."""

    def __init__(self, file: Path, found: int, known: int) -> None:
        self.file = file
        self.found = found
        self.known = known
        super().__init__(
            f"{file} は新しい版のプログラムの台帳です(形式 {found}、この版は {known} まで)。"
            "プログラムを更新してください。"
        )


class BadBackup(StoreError):
    """A file is no backup, or not the one that was made."""

    def __init__(self, file: Path, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"{file} は戻せません({reason})。ほかのバックアップで試してください。")


class NotEmpty(StoreError):
    """A backup is put back into an empty data directory only; `name` is the first thing that lies there."""

    def __init__(self, directory: Path, name: str) -> None:
        self.directory = directory
        self.name = name
        super().__init__(
            f"{directory} は空ではありません({name} があります)。設定の [store] path を空のフォルダーにしてください。"
        )


class StoreBusy(StoreError):
    """Another process held the register for too long; nothing was written."""

    def __init__(self, file: Path, seconds: float) -> None:
        self.file = file
        self.seconds = seconds
        super().__init__(
            f"{file} をほかの処理が {seconds:g} 秒以上使っています。少し待ってからやり直してください。"
        )


class Locked(StoreError):
    """A daemon lives in this data directory."""

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__(
            f"{file.parent} では別の mailbot が動いています。同じデータで同時に動かすことはできません。"
        )


class Unwritable(StoreError):
    """The disk took no more (full, quota, read-only, broken); what was there before still stands."""

    def __init__(self, file: Path, error: OSError) -> None:
        self.file = file
        self.error = error
        super().__init__(
            f"{file} に書き込めません({error.strerror})。ディスクの空きと権限を確かめてください。"
            "書き込む前の内容は残っています。"
        )


class Versioned(Protocol):
    """What carries the version that its author saw."""

    @property
    def version(self) -> int: ...


class Stale(StoreError):
    """Somebody wrote first: `theirs` stands in the store now (None: gone); nothing was overwritten."""

    def __init__(self, case: Versioned, theirs: Versioned | None) -> None:
        self.case = case
        self.theirs = theirs
        name = getattr(case, "number", None) or getattr(case, "id", "")
        super().__init__(f"{name} はほかの人が先に変更しました。新しい内容を確かめてからやり直してください。")
