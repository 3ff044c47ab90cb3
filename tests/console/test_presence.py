"""Who else is in the case: told by a small file each, gone when they leave, stale when they died; in no audit."""

from datetime import timedelta
from pathlib import Path

from console.app import Console
from console.attendance import Attendance
from console.session import Session
from rules.record import replace
from store import presence
from store.presence import FRESH, Present
from tests.console.screen import press, seated, settle, text
from tests.console.seed import NOW, desk, sow
from tests.console.test_casework import opened


def test_only_the_fresh_of_this_case_count(tmp_path: Path) -> None:
    """Oneself, another case, a stale file and one that is none of ours are not told; a stale one goes."""
    for seat, by, case, age in (
        ("me", "田中", "R8-0001", timedelta()),
        ("a", "鈴木", "R8-0001", timedelta(seconds=20)),
        ("b", "鈴木", "R8-0001", timedelta()),
        ("c", "佐藤", "R8-0002", timedelta()),
        ("d", "木村", "R8-0001", FRESH + timedelta(seconds=1)),
    ):
        presence.tell(tmp_path, seat, Present(by=by, case=case, at=NOW - age))
    (tmp_path / "presence" / "e.json").write_text("{")

    assert presence.others(tmp_path, "me", "R8-0001", NOW) == ("鈴木",)
    assert not (tmp_path / "presence" / "d.json").exists()
    presence.leave(tmp_path, "a")
    presence.leave(tmp_path, "b")
    assert presence.others(tmp_path, "me", "R8-0001", NOW) == ()


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    """0600 in a folder with 0700, and nothing half written stays."""
    presence.tell(tmp_path, "a", Present(by="鈴木", case="R8-0001", at=NOW))
    (file,) = (tmp_path / "presence").iterdir()

    assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700


def test_a_disk_that_takes_nothing_is_no_trouble(tmp_path: Path) -> None:
    """The folder can't be made: nobody is told, nothing is raised."""
    (tmp_path / "presence").write_text("in the way")

    presence.tell(tmp_path, "a", Present(by="鈴木", case="R8-0001", at=NOW))
    presence.leave(tmp_path, "a")
    assert presence.others(tmp_path, "b", "R8-0001", NOW) == ()


async def test_a_colleague_in_the_same_case_is_named(console: Console) -> None:
    """Who else opens it is told within a look, and no longer when they go elsewhere; nothing of it is recorded."""
    store = console.session.desk.store
    token = store.token()
    suzuki = Attendance(Session(desk=desk(store.directory, by="鈴木"), clock=lambda: NOW))
    async with seated(console) as pilot:
        assert "開いています" not in await opened(pilot, "59")
        assert suzuki.beside("R8-0059") == ("田中",) and suzuki.beside("R8-0060") == ()
        suzuki.at("R8-0059")
        console.look()
        await settle(pilot)
        assert "鈴木さんも開いています" in text(console)
        suzuki.at("R8-0060")
        console.look()
        await settle(pilot)
        assert "開いています" not in text(console)

        await press(pilot, "m")
        assert suzuki.beside("R8-0059") == ("田中",)
        await press(pilot, "escape", "q")
        assert suzuki.beside("R8-0059") == ()
        await opened(pilot, "59")
        await press(pilot, "Q")
    assert suzuki.beside("R8-0059") == ()
    suzuki.leave()
    assert list((store.directory / "presence").iterdir()) == [] and store.token() == token


def test_an_open_case_is_told_anew_before_it_goes_stale(tmp_path: Path) -> None:
    """As long as the console lives; a clerk whose name is not known yet is nobody to tell of."""
    now = NOW
    clerk = Session(desk=sow(tmp_path / "data"), clock=lambda: now)
    here = Attendance(clerk)
    colleague = Attendance(Session(desk=desk(tmp_path / "data", by="鈴木"), clock=lambda: now))
    here.at("R8-0059")
    for _ in range(5):
        now += timedelta(seconds=60)
        here.at("R8-0059")
        assert colleague.beside("R8-0059") == ("田中",)
    now += FRESH + timedelta(seconds=1)
    assert colleague.beside("R8-0059") == ()
    clerk.desk = replace(clerk.desk, by="")
    here.at("R8-0059")
    assert not list((tmp_path / "data" / "presence").iterdir())
