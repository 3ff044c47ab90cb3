"""校正: every text of a letter is tried with the longest data there may be, before a business sees it."""

from collections.abc import Iterator
from datetime import datetime

from mailbot import previews
from rules.letters import kind_of, problems as faults, scope
from rules.letters.paragraphs import width
from rules.model import Letter, LetterKind
from store.config import Config
from store.errors import Problem
from store.library import Library
from store.tomlfile import LibraryError

WIDEST = 76
"""Columns of a line that mail programs show and pass on whole (RFC 5322 2.1.1 asks for 78 characters at most)."""

LONGEST_SUBJECT = 100
"""Characters; lists of mail show about half of it."""


def problems(config: Config, now: datetime) -> Iterator[Problem]:
    """Of each text, ours and the office's own: what it names and can't get, and what comes out too wide."""
    library = Library(config.store.path)
    for name in library.letters():
        file, kind = str(config.store.path / "letters" / f"{name}.txt"), kind_of(name)
        if kind is None:
            yield Problem(
                file=file,
                problem="この名前の手紙はありません。",
                mend="ファイルの名前を確かめてください。照会の文面を増やすときは query_ で始めます。",
            )
            continue
        try:
            yield from _of(library, config, kind, name, file, now)
        except LibraryError as error:
            yield from error.problems


def _of(
    library: Library, config: Config, kind: LetterKind, name: str, file: str, now: datetime
) -> Iterator[Problem]:
    found = faults(library.letter(name), kind)
    for fault in found:
        yield Problem(file=file, problem=fault, mend=f"使える名前は {'、'.join(sorted(scope(kind)))} です。")
    if not found:
        yield from _printed(previews.sample(library, config, kind, name, now, extreme=True), file)


def _printed(letter: Letter, file: str) -> Iterator[Problem]:
    if len(letter.subject) > LONGEST_SUBJECT:
        yield Problem(
            file=file,
            key="件名",
            problem=f"件名が{len(letter.subject)}文字になることがあります。",
            mend=f"{LONGEST_SUBJECT}文字以内になるように短くしてください。",
        )
    for line in letter.body.split("\n"):
        if width(line) > WIDEST:
            yield Problem(
                file=file,
                problem=f"1行が{width(line)}桁になることがあります(「{line.strip()[:20]}…」)。",
                mend=f"{WIDEST}桁(全角{WIDEST // 2}文字)以内になるように、改行か空白を入れてください。",
            )
