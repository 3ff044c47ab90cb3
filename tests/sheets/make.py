"""Makes the workbooks of this folder and the .toml beside them: `.venv/bin/python -m tests.sheets.make`.

The expected values are those that were put in (`answers`, `samples`); no reader is asked. Needs LibreOffice.
"""

import io
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from rules.model import Value
from tests.entries import blank, filled, form, pictured
from tests.sheets import answers
from tests.sheets.pictures import photo
from tests.sheets.sample import Means, More, Sample
from tests.sheets.samples import SAMPLES

HERE = Path(__file__).parent
BLANK = "blank-"
EXAMPLE = "記入例"


def main() -> None:
    names = {sample.name: f"{number:03d}-{sample.name}" for number, sample in enumerate(SAMPLES, 1)}
    books = {names[sample.name]: (sample, made(sample)) for sample in SAMPLES}
    for kind in ("xlsx", "xls", "ods"):
        again = {name: data for name, (sample, data) in books.items() if sample.saved == kind}
        for name, data in saved_again(again, kind).items():
            books[name] = (books[name][0], data)
    for old in HERE.glob("[0-9][0-9][0-9]-*"):
        old.unlink()
    likes = {sample.base: names[sample.name] for sample in SAMPLES if sample.name == sample.base}
    for name, (sample, data) in books.items():
        suffix = sample.suffix or sample.saved or "xlsx"
        (HERE / f"{name}.{suffix}").write_bytes(data)
        lines = "".join(f"{line}\n" for line in described(sample, likes))
        (HERE / f"{name}.toml").write_text(lines, "utf-8")


def made(sample: Sample) -> bytes:
    """The workbook as openpyxl saves it, patched."""
    name = _form_of(sample.base)
    data = blank(name) if sample.base.startswith(BLANK) else answers.filled(sample.base)
    if sample.base == "food" and sample.pictures and sample.patch is None:
        data = pictured(filled("food"), "food", photo())
    book = load_workbook(io.BytesIO(data), rich_text=True)
    if not sample.examples:
        del book[EXAMPLE]
    for edit in sample.edits:
        edit(book, form(name))
    file = io.BytesIO()
    book.save(file)
    return sample.patch(file.getvalue()) if sample.patch else file.getvalue()


def saved_again(books: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """As LibreOffice saves them, all in one run."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"{name}.xlsx") for name in books]
        for source in sources:
            source.write_bytes(books[source.stem])
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        order = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", f"{folder}/saved"]
        subprocess.run([*order, *map(str, sources)], check=True, capture_output=True, timeout=240)
        return {name: Path(folder, "saved", f"{name}.{kind}").read_bytes() for name in books}


def described(sample: Sample, likes: Mapping[str, str]) -> Iterator[str]:
    """The lines of the .toml; a base in full, every other one by what differs."""
    yield f"# {sample.about}"
    for key, words in (("refused", sample.refused), ("findings", sample.beside), ("blank", sample.blank)):
        if words:
            yield f"{key} = {_toml(words)}"
    if not sample.entries or sample.refused:
        return
    first = More(sheet=sample.sheet, means=sample.means, findings=sample.findings)
    for entry in (first, *sample.more):
        yield from (
            "",
            "[[entries]]",
            f"sheet = {_toml(entry.sheet)}",
            f"form = {_toml(_form_of(sample.base))}",
        )
        if sample.pictures:
            yield f"pictures = {sample.pictures}"
        for key, codes in (("findings", entry.findings), ("checks", sample.checks)):
            if codes:
                yield f"{key} = {_toml(codes)}"
        whole = sample.name == sample.base
        if not whole:
            yield f"like = {_toml(likes[sample.base])}"
        yield from _fields(answers.meant(sample.base).fields if whole else entry.means)


def _fields(means: Means) -> Iterator[str]:
    gone = tuple(key for key, value in means.items() if value is None)
    if gone:
        yield f"absent = {_toml(gone)}"
    said = {key: value for key, value in means.items() if value is not None}
    if said:
        yield from ("", "[entries.fields]")
    for key, value in said.items():
        yield f"{_toml(key) if '.' in key else key} = {_toml(value)}"


def _form_of(base: str) -> str:
    return base.removeprefix(BLANK) if base.startswith(BLANK) else answers.BASES[base][0]


def _toml(value: Value | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main()
