"""Which room of this package holds which command: a call loads the room of its own command alone."""

from collections.abc import Mapping, Sequence

ROOMS: Mapping[str, tuple[str, ...]] = {
    "setup": ("init", "doctor", "demo", "console", "audit"),
    "forms": ("forms",),
    "check": ("check",),
    "work": ("run", "once", "import"),
    "lists": ("cases", "show", "rounds", "status"),
    "mails": ("mails", "reprocess"),
    "why": ("why",),
    "businesses": ("businesses", "pledge"),
    "agenda": ("screening", "agenda"),
    "casework": ("answer", "accept", "move", "terms"),
    "attention": ("seen",),
    "post": ("register", "receive"),
    "decisions": ("outcome", "correct", "release"),
    "endings": ("expire", "reopen", "purge"),
    "figures": ("statistics",),
    "clerk": ("pause", "resume", "undo"),
    "letters": ("outbox", "simulate"),
    "queries": ("query",),
    "texts": ("letters",),
    "keeping": ("backup", "restore"),
    "casefiles": ("files",),
    "pictures": ("pictures",),
    "dossier": ("export",),
    "service": ("service",),
}
"""In the order in which `mailbot --help` tells them."""

VALUED = ("--config", "--now")
"""The program's own options that a value follows."""


def room_of(arguments: Sequence[str]) -> str | None:
    """The room of the command that is called; None where only all of them together can say what is wrong."""
    words = iter(arguments)
    for word in words:
        if word in VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return next((room for room, commands in ROOMS.items() if word in commands), None)
    return None
