"""What staff hear of a mailbox that can't be served: each kind of fault once, its end once, over restarts too."""

from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.alarms import FAULTS, Alarm
from mailbot.errors import LoginRefused, MailboxFull, SecretUnreadable, ServerAway, ServerRefused, Untrusted
from mailbot.pulse import Pulse
from rules.model import Letter, LetterKind
from rules.record import replace
from store.errors import Unwritable
from store.health import Tally
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import STAFF, Counter

MINUTE = timedelta(minutes=1)
EMPTY = Tally(lying=0, taken=0, left=0, earlier=0, large=0, waiting=0)
AWAY = ServerAway("imap.example.jp:993", "timed out")
LOGIN = LoginRefused("imap.example.jp:993", "AUTHENTICATIONFAILED")


def begun(counter: Counter) -> Alarm:
    """The alarm of a daemon that has just been started."""
    title = counter.office.config.imap[0].title
    return Alarm(office=counter.office, pulse=Pulse(counter.office.directory, [title]), title=title)


def body(letter: Letter) -> str:
    """Without the breaks and indents of its lines."""
    return "".join(letter.body.split())


def told(counter: Counter) -> list[str]:
    """The kind of each alert's event: 'login', 'away', 'over'."""
    assert all(each.kind is LetterKind.ALERT and each.to == (STAFF,) for each in counter.letters)
    return [each.key.split(" INBOX:")[1].partition(":")[0] for each in counter.letters]


def test_a_refused_login_is_told_at_once_and_once(counter: Counter) -> None:
    """A day of failures and twenty restarts: one alert with the server's name, and one when it is over."""
    for restart in range(20):
        alarm = begun(counter)
        for minute in range(0, 72, 5):
            alarm.failed(LOGIN, str(LOGIN), MONDAY + (restart * 72 + minute) * MINUTE)
        if restart == 0:
            assert told(counter) == ["login"]
    for minute in (1440, 1441):
        begun(counter).over(EMPTY, MONDAY + minute * MINUTE)

    assert told(counter) == ["login", "over"]
    refused, over = counter.letters
    assert "imap.example.jp:993にログインできません" in body(refused) and "doctor" in body(refused)
    assert refused.made_at == MONDAY and "また受け付けています" in body(over)


def test_a_network_may_fail_for_ten_minutes(counter: Counter) -> None:
    """What comes back within ten minutes is told to nobody; what lasts is told once, also across restarts."""
    alarm = begun(counter)
    for minute in range(9):
        alarm.failed(AWAY, str(AWAY), MONDAY + minute * MINUTE)
    alarm.over(EMPTY, MONDAY + 9 * MINUTE)
    for minute in range(20, 60):
        begun(counter).failed(AWAY, str(AWAY), MONDAY + minute * MINUTE)

    assert told(counter) == ["away"]
    assert counter.letters[0].made_at == MONDAY + 30 * MINUTE


def test_two_faults_three_alerts(counter: Counter) -> None:
    """The network fails, then the login: each is told, and one recovery ends both."""
    alarm = begun(counter)
    for minute in range(15):
        alarm.failed(AWAY, str(AWAY), MONDAY + minute * MINUTE)
    for minute in range(15, 60):
        alarm.failed(LOGIN, str(LOGIN), MONDAY + minute * MINUTE)
    alarm.over(EMPTY, MONDAY + 60 * MINUTE)

    assert told(counter) == ["away", "login", "over"]


def test_what_comes_and_goes_is_told_hourly(counter: Counter) -> None:
    """A login that is refused every other minute for two hours does not fill the staff's mailbox."""
    alarm = begun(counter)
    for minute in range(0, 120, 2):
        alarm.failed(LOGIN, str(LOGIN), MONDAY + minute * MINUTE)
        alarm.over(EMPTY, MONDAY + (minute + 1) * MINUTE)

    assert told(counter) == ["login", "over"] * 2


def test_no_staff_no_letter(counter: Counter) -> None:
    """With nobody to tell, the failure stands in the health alone."""
    office = replace(counter.office.config.office, staff=())
    config = replace(counter.office.config, office=office)
    alone = Counter(office=type(counter.office).of(config))
    alarm = begun(alone)
    alarm.failed(LOGIN, str(LOGIN), MONDAY)
    assert alarm.pulse.watched(alarm.title).failures == 1
    alarm.over(EMPTY, MONDAY)

    assert alone.letters == []
    assert alarm.pulse.watched(alarm.title).failures == 0


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (LOGIN, "login"),
        (SecretUnreadable("pass", "空です"), "secret"),
        (Untrusted("h:1", "expired"), "certificate"),
        (MailboxFull("h:1", "OVERQUOTA"), "full"),
        (ServerRefused("h:1", "no"), "refused"),
        (AWAY, "away"),
        (Unwritable(Path("x"), OSError(28, "full")), "disk"),
        (ZeroDivisionError(), "unexpected"),
    ],
)
def test_each_failure_is_of_one_kind(counter: Counter, error: Exception, name: str) -> None:
    """Also an error that nobody thought of; told when its grace is over, not before."""
    (fault,) = [each for each in FAULTS if each.name == name]
    alarm = begun(counter)
    alarm.failed(error, "失敗しました。", MONDAY)
    assert told(counter) == ([] if fault.grace else [name])
    alarm.failed(error, "失敗しました。", MONDAY + fault.grace)

    assert told(counter) == [name]
    assert "".join(fault.todo.split()) in body(counter.letters[0])
