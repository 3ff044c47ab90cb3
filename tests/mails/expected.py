"""The corpus as the tests use it: raw mails, what must come of them, and what the office knows."""

import tomllib
from pathlib import Path
from typing import Any

from mailbot.mail.triage import Known
from store.library import Library

HERE = Path(__file__).parent
NAMES = tuple(sorted(file.stem for file in HERE.glob("*.eml")))

KNOWN = Known(
    own=frozenset({"kikaku@city.ogori.lg.jp", "kikaku-ml@city.ogori.lg.jp"}),
    webforms=frozenset({"webform-noreply@city.ogori.lg.jp"}),
    deals_with=lambda sender: sender == "kobo@tachiarai.example.jp",
    expected=lambda sender: sender == "ppap@okawa.example.jp",
    authserv_id="mail.city.ogori.lg.jp",
    our_letters=lambda message_id: message_id.endswith("@mailbot.city.ogori.lg.jp>"),
    words={kind: tuple(words) for kind, words in Library().table("mail_words").items()},
)


def raw(name: str) -> bytes:
    return (HERE / f"{name}.eml").read_bytes()


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text())
