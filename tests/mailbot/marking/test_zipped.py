"""Zip members copied as they are."""

import io
import zipfile

import pytest

from mailbot.marking import zipped


class Stream(io.BytesIO):
    """As a program writes that can't go back: sizes stand behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError


@pytest.mark.parametrize("file", [io.BytesIO, Stream])
@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n"], ids=["plain", "behind a prefix"])
def test_members_are_copied_as_they_are(file: type[io.BytesIO], before: bytes) -> None:
    """Names, dates, comments, extra fields and packed bytes, wherever the sizes are told."""
    out = file()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("a.txt", "日本語.txt", "leer/"):
            entry = zipfile.ZipInfo(name, (2026, 11, 23, 1, 2, 4))
            entry.comment, entry.extra = "覚え".encode(), b"\xfe\xca\x00\x00"
            archive.writestr(entry, name * 99, zipfile.ZIP_DEFLATED)
    members = zipped.records(before + out.getvalue())

    copy = zipped.joined(members)

    assert zipped.records(copy) == members
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert archive.read(entry).decode() == entry.filename * 99
            assert (entry.date_time[2], entry.comment.decode()) == (23, "覚え")


def test_new_members_stand_among_the_old() -> None:
    """A file is put together from members of several others."""
    old = zipped.packed({"a": b"1", "b": b"2"})
    new = zipped.packed({"b": b"3", "c": b"4"})

    copy = zipped.joined([old[0], *new])

    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"a": b"1", "b": b"3", "c": b"4"}
