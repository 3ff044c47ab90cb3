"""The benchmark itself: it runs, and measures the same workbook for everybody."""

import pytest

from mailbot.sheets.photos import look
from tests.bench import answers, departure, pipeline, rest
from tests.bench.__main__ import main
from tests.bench.subjects import OURS, SUBJECTS, gaps, loaded_by_calamine, photo, reading, sheet
from tests.servers import Postfix

NO_SERVERS = [word for option in ("mails", "waiting", "letters", "idle") for word in (f"--{option}", "0")]


def test_the_table_names_every_subject(capsys: pytest.CaptureFixture[str]) -> None:
    """One row each with ms, MB and two ratios; openpyxl's plain load is 1.00 of itself."""
    assert main(["--processes", "1", "--rounds", "1", *NO_SERVERS]) == 0

    rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    costs = {name.strip(): [float(each) for each in numbers] for name, *numbers in rows[1:]}
    assert list(costs) == list(SUBJECTS)
    assert all(ms > 0 and mb >= 0 for ms, mb, *_ in costs.values())
    assert costs["openpyxl: load"][2] == costs["python-calamine: load"][3] == 1.0


def test_the_workbook_is_a_real_one() -> None:
    """About 45 KB with a photo, all three gaps are found in it, and its cells are there for every reader."""
    data = sheet()

    assert 40_000 < len(data) < 50_000
    assert look(photo()) is not None
    (entry,) = reading(data).entries
    assert entry.pictures == 1
    assert {each.code for each in gaps(data)} >= {"several_sizes", "missing", "check_digit"}
    assert "100g/200g" in str(loaded_by_calamine(data))
    assert OURS in SUBJECTS


def test_arrival_to_answer_is_measured(postfix: Postfix) -> None:
    """A mail through real servers: its seconds come out, and the line names median and p99."""
    found = answers.seconds(1)

    assert len(found) == 1 and all(0 < each < 60 for each in found)
    assert "1 mails: median" in answers.report(lambda: found)


def test_intake_is_measured_beside_its_floor(postfix: Postfix) -> None:
    """The same mails of about 145 KB both ways; ours, which does all of the work, costs more."""
    ours, floor, kb = pipeline.spent(5)

    assert 130 < kb < 160
    assert ours.cpu > floor.cpu > 0
    assert ours.wall > 0 < floor.wall


def test_letters_are_measured_beside_postfix_own_source(postfix: Postfix) -> None:
    """The same number of letters of the same size."""
    ours, source, size = departure.seconds(3)

    assert ours > 0 < source
    assert size > 1_000


def test_rest_is_measured(postfix: Postfix) -> None:
    """Each figure of it is a number, and a daemon holds more than nothing."""
    rows = [line.strip("| ").split(" | ") for line in rest.report(0.1, starts=1).splitlines()[2:]]

    figures = {name: float(value) for name, value in rows}
    assert len(figures) == 7
    assert figures["idle daemon, MB"] > 10


def test_where_servers_miss_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """No figure is better than a wrong one: the line says what is not installed."""
    monkeypatch.setenv("PATH", "")

    assert answers.report(list) == "arrival -> answer: skipped, dovecot and postfix not installed."
