"""What speaks for a mail being ours: it answers us, we know the business, it uses our words."""

import re
from collections.abc import Callable, Mapping

from mailbot.mail import bounces, quoting
from mailbot.mail.forwarded import ForwardedMail
from mailbot.mail.parse import ParsedMail
from rules.record import Struct
from rules.wording import normal

_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
_HEARD = 20_000
"""Characters of text that are weighed: who wants something of us says so before."""


class Known(Struct, frozen=True, kw_only=True):
    """What the office knows when a mail comes. Addresses are bare and in lower case."""

    own: frozenset[str]
    """Our addresses and aliases, lists of our own among them."""
    webforms: frozenset[str] = frozenset()
    deals_with: Callable[[str], bool] = lambda _: False
    """Whether an address is that of a business that we know."""
    our_letters: Callable[[str], bool]
    """Is this Message-ID, brackets included, one of ours?"""
    words: Mapping[str, tuple[str, ...]]
    """The table `mail_words`."""
    expected: Callable[[str], bool] = lambda _: False
    """Do files of this sender wait for a person? The password for them comes in another mail."""
    authserv_id: str = ""
    """Whose Authentication-Results are believed, '' for nobody's."""

    def says(self, kind: str, *texts: str) -> bool:
        """A word of that kind stands in one of the texts, whatever the width, case and white space."""
        return bool(self.found(kind, *texts))

    def linked(self, text: str) -> tuple[str, ...]:
        """The services for files (hosts of the table's `links`) that the text links to."""
        hosts = [f".{host.lower()}" for host in _HOST.findall(text)]
        services = self.words.get("links", ())
        return tuple(each for each in services if any(host.endswith(f".{each}") for host in hosts))

    def found(self, kind: str, *texts: str) -> frozenset[str]:
        flats = [normal(text) for text in texts]
        return frozenset(
            word for word in self.words.get(kind, ()) if any(normal(word) in text for text in flats)
        )


class Evidence(Struct, frozen=True):
    reply: bool
    """It answers one of our letters."""
    business: bool
    """It comes from a business that we know."""
    words: bool
    """It speaks of our matter."""

    @property
    def ours(self) -> bool:
        return self.reply or self.business or self.words


def gather(mail: ParsedMail, known: Known) -> Evidence:
    """Words of quoted text and signatures do not count: they are ours, or name us without meaning us."""
    return Evidence(
        reply=any(known.our_letters(id) for id in (mail.in_reply_to, *mail.references) if id),
        business=mail.sender != "" and known.deals_with(mail.sender),
        words=_speaks_of_us(mail, known),
    )


def said(mail: ParsedMail) -> str:
    """The sender's own words, as far as they count."""
    return quoting.written(mail.text[:_HEARD])


def mentions_our_letter(mail: ParsedMail, known: Known) -> bool:
    """A Message-ID of ours stands in the returned mail: how a bounce names what it is about."""
    return any(known.our_letters(id) for id in bounces.ids(mail))


def passed_on(mail: ParsedMail, known: Known) -> ForwardedMail | None:
    """The mail of somebody else that this one forwards; not the sender's own, nor a letter of ours."""
    inner = mail.forwarded
    if inner is None or inner.sender in (mail.sender, *known.own) or known.our_letters(inner.message_id):
        return None
    return inner


def heard(mail: ParsedMail, known: Known) -> frozenset[str]:
    """Which words of our matter stand in it, whether they are enough or not."""
    text, title = _spoken(mail, known)
    return known.found("names", text, *title) | known.found("words", text, *title)


def _spoken(mail: ParsedMail, known: Known) -> tuple[str, list[str]]:
    """The sender's own text and titles, with those of a mail that is passed on."""
    inner = passed_on(mail, known)
    title = [mail.subject, *(file.name for file in mail.attachments), inner.subject if inner else ""]
    return said(mail) + (quoting.written(inner.text[:_HEARD]) if inner else ""), title


def _speaks_of_us(mail: ParsedMail, known: Known) -> bool:
    text, title = _spoken(mail, known)
    if known.says("names", text, *title):
        return True
    words = known.found("words", text, *title)
    if words <= known.found("ambiguous", text, *title) and known.says("elsewhere", text, *title):
        # Job hunters and runners fill in entry sheets too.
        return False
    official = mail.sender not in known.webforms and mail.sender.endswith(known.words.get("officials", ()))
    if official or known.says("surveys", text, *title):
        return len(words) > 1
    if known.says("words", *title):
        return True
    return bool(words) and (len(words | known.found("weak", text)) > 1 or known.says("ask", text))
