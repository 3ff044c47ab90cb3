import time

from tests.mails.fuzz import read, spoiled


def test_spoiled_mails() -> None:
    """A slice of the soak: whatever is done to mails of the corpus, they are read, and quickly."""
    slow = 0.0
    for each in spoiled(400, seed=2):
        started = time.perf_counter()
        mail = read(each.data)
        slow = max(slow, time.perf_counter() - started)
        "".join([mail.text, mail.subject, *(file.name for file in mail.attachments)]).encode()

    assert slow < 5


def test_seed() -> None:
    """The same seed spoils the same way, so that a finding can be had again."""
    assert [each.data for each in spoiled(5, seed=3)] == [each.data for each in spoiled(5, seed=3)]
