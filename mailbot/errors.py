"""What can go wrong outside of this program. `str()` of each says in Japanese what, where and what to do."""


class MailbotError(Exception):
    """The root: whatever a command tells on stderr and ends with an exit code."""


class Overtaken(MailbotError):
    """The record of a mail (`id`) changed while it was taken once more; nothing was done."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"メール {id[:8]} の記録は、その間に変わりました。何もしていません。もう一度行ってください。"
        )
        self.id = id


class SecretUnreadable(MailbotError):
    """A password could not be had from its file or command. `reason` never holds the password."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"パスワードを {source} から読めません({reason})。設定を確かめてください。")
        self.source = source
        self.reason = reason


class HeaderRefused(MailbotError):
    """A letter's header would hold a line break or another control character (RFC 5322, 2.2)."""

    def __init__(self, header: str, value: str) -> None:
        super().__init__(f"メールの {header} に使えない文字(改行など)があります: {value!r}")
        self.header = header
        self.value = value


class ServerError(MailbotError):
    """`server` is 'host:port', `reason` the server's or the system's own words."""

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(server, reason)
        self.server = server
        self.reason = reason


class ServerAway(ServerError):
    """Out of reach, silent, or gone in the middle: trying again later may well help."""

    def __str__(self) -> str:
        return f"メールサーバー {self.server} につながりません({self.reason})。時間をおいてやり直します。"


class ServerRefused(ServerError):
    """The server answered and said no: trying again without a change will not help."""

    def __str__(self) -> str:
        return f"メールサーバー {self.server} に断られました({self.reason})。設定を確かめてください。"


class MailboxFull(ServerRefused):
    """No room is left for what should be moved or kept (RFC 5530 OVERQUOTA)."""

    def __str__(self) -> str:
        return (
            f"メールサーバー {self.server} のメールボックスがいっぱいです({self.reason})。"
            "不要なメールを消すか、容量を増やしてください。"
        )


class FolderRefused(ServerRefused):
    """The folder that is to be watched can't be opened: it is not there, or not for this user. `reason` names it."""

    def __str__(self) -> str:
        return (
            f"メールサーバー {self.server} のフォルダーを開けません({self.reason})。"
            "folder と mailbox の名前を確かめてください。"
        )


class MailRefused(ServerRefused):
    """One mail is not handed over, as by a server that can't convert it; the others are."""

    def __str__(self) -> str:
        return (
            f"メールサーバー {self.server} が、1通のメールを渡しません({self.reason})。"
            "メールソフトで開き、エントリーであれば「mailbot import」で取り込んで、受信箱から移してください。"
        )


class LoginRefused(ServerRefused):
    def __str__(self) -> str:
        return (
            f"メールサーバー {self.server} にログインできません({self.reason})。"
            "利用者名とパスワードを確かめてください。"
        )


class Untrusted(ServerRefused):
    """The certificate does not prove that this is the host that was asked for. No password was sent."""

    def __str__(self) -> str:
        return (
            f"メールサーバー {self.server} の証明書を確かめられません({self.reason})。"
            "host と ca_file を確かめてください。"
        )


class ScannerAway(MailbotError):
    """The virus scanner gave no word on a file. `reason`: its own words, or the system's."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"ウイルス検査({address})ができません({reason})。clamd が動いているかを確かめてください。"
        )
        self.address = address
        self.reason = reason
