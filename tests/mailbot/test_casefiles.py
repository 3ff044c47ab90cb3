"""`mailbot files`: what came for a case, each file once, saved under names of ours."""

import hashlib
from pathlib import Path

import pytest

from mailbot import casefiles
from store import cases
from tests.mailbot.intake.counter import Counter, opened, sheet


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return opened(tmp_path)


def of(counter: Counter, number: str) -> tuple[casefiles.CaseFile, ...]:
    db = counter.office.store.snapshot()
    case = cases.get(db, number)
    assert case is not None
    return casefiles.of_case(counter.office, db, case)


def test_each_file_once_and_the_pledge_of_another_mail(counter: Counter) -> None:
    """The second product's case has its own sheet, and the pledge that came with the first."""
    counter.bring(sheet())
    counter.bring(sheet(name="柿酢", jan="", net="500ml"), pledge=False)
    first, second = of(counter, "R8-0001"), of(counter, "R8-0002")

    assert len({each.sha256 for each in first}) == len(first) == 2
    pledge = counter.businesses[0].pledge_files[0].sha256
    assert pledge in {each.sha256 for each in first} and pledge in {each.sha256 for each in second}
    assert all(hashlib.sha256(each.data).hexdigest() == each.sha256 for each in (*first, *second))
    assert [each.name[:8] for each in second] == ["R8-0002-"] * 2


def test_what_lies_there_is_not_written_over(counter: Counter, tmp_path: Path) -> None:
    """The same bytes are no trouble; others under the name are."""
    counter.bring()
    file = of(counter, "R8-0001")[0]
    path = casefiles.save(file, tmp_path / "out")

    assert casefiles.save(file, tmp_path / "out") == path and path.read_bytes() == file.data
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        casefiles.save(file, tmp_path / "out")
    assert path.read_bytes() == b"mine"
