"""What the IMAP library and the system complain of, told in this office's errors."""

import imaplib
import ssl

from imapclient import exceptions as imap

from mailbot.errors import LoginRefused, MailboxFull, ServerAway, ServerError, ServerRefused, Untrusted
from mailbot.servers.idle import NotIdle

PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
"""What was refused for one of these was refused for no fault in the settings (RFC 5530)."""

GARBLED = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the library's parsers raise on an answer that is no IMAP."""


def told(server: str, error: Exception) -> ServerError | None:
    """None for what is no fault of the server: an error of ours, or one that is told already."""
    match error:
        case ssl.SSLCertVerificationError():
            return Untrusted(server, error.verify_message)
        case UnicodeEncodeError():
            return LoginRefused(server, "このサーバーのログインでは、英数字と記号だけが使えます")
        case imap.LoginError() if not _is_passing(error):
            return LoginRefused(server, words(error))
        case imap.IMAPClientReadOnlyError():
            return ServerRefused(server, "このフォルダーは読むことしかできず、メールを移せません")
        case NotIdle():
            return ServerRefused(server, words(error))
        case imap.LoginError() | imap.IMAPClientAbortError() | imap.ProtocolError() | OSError():
            return ServerAway(server, words(error))
        case imaplib.IMAP4.error() if "got more than" in str(error):
            return ServerAway(server, "サーバーの返事が長すぎます")
        case imap.IMAPClientError() if "quota" in str(error).lower():
            return MailboxFull(server, words(error))
        case imap.IMAPClientError():
            return ServerRefused(server, words(error))
        case _ if isinstance(error, GARBLED):
            return ServerAway(server, f"サーバーの返事を読み取れません: {words(error)}")
    return None


def words(error: Exception) -> str:
    """One line of the server's own words, without control characters."""
    first = error.__context__ if isinstance(error, imap.LoginError) and error.__context__ else error
    said = first.args[0] if first.args and isinstance(first.args[0], bytes) else str(first)
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return "".join(sign if sign.isprintable() else " " for sign in text)[:300]


def _is_passing(error: imap.LoginError) -> bool:
    cut_off = isinstance(error.__context__, imap.IMAPClientAbortError)
    return cut_off or any(code in str(error) for code in PASSING)
