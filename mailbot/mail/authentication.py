"""Whether the sender is who he says, as our own mail server found it: Authentication-Results (RFC 8601)."""

import re

from mailbot.mail.parse import ParsedMail

_RESULT = re.compile(r"\s*([a-z0-9-]+)\s*=\s*([a-z]+)\b(.*)", re.DOTALL)
_PROPERTY = re.compile(r"([a-z]+\.[a-z0-9-]+)\s*=\s*([^\s;]+)")
_BAD = {"dkim": ("fail", "permerror", "policy"), "spf": ("fail", "softfail", "hardfail")}


def verified(mail: ParsedMail, server: str) -> bool | None:
    """True: the From address is proven, False: it is forged, None: nobody has said.

    Only the topmost field with the id of our own `server` counts: a sender can write any number below it, and any
    other id above. DMARC decides; without it a passing DKIM or SPF for the very domain proves, and a failing of both
    refutes. Unknown methods are ignored (RFC 8601 section 2.7.6).
    """
    results = _results(mail, server)
    verdicts = [result for method, result, _ in results if method == "dmarc"]
    if "fail" in verdicts:
        return False
    if "pass" in verdicts or any(_proves(*each, mail.sender) for each in results):
        return True
    return False if all(_refuted(results, method) for method in _BAD) else None


def _results(mail: ParsedMail, server: str) -> list[tuple[str, str, dict[str, str]]]:
    """Method, result and properties of each statement."""
    if not server:
        return []
    for name, value in mail.headers:
        if name.lower() != "authentication-results":
            continue
        id, *statements = _plain(value.lower()).split(";")
        if id.strip().partition(" ")[0] == server.lower():
            found = [match for each in statements if (match := _RESULT.match(each))]
            return [(each[1], each[2], dict(_PROPERTY.findall(each[3]))) for each in found]
    return []


def _plain(value: str) -> str:
    """Without comments, and quoted strings without what separates: both may hold words of the sender's own."""
    out: list[str] = []
    depth, quoted, escaped = 0, False, False
    for each in value:
        if escaped or each == "\\":
            escaped = not escaped
        elif quoted or (each == '"' and not depth):
            quoted ^= each == '"'
            out.append(each if each.isalnum() or each in ".-_@" else "")
        elif each in "()":
            depth = max(0, depth + (1 if each == "(" else -1))
            out.append(" ")
        elif not depth:
            out.append(each)
    return "".join(out)


def _proves(method: str, result: str, properties: dict[str, str], sender: str) -> bool:
    """A pass for the domain of From itself, or one above it (RFC 7489 section 3.1, as far as a name tells)."""
    if result != "pass" or not sender:
        return False
    key = {"dkim": "header.d", "spf": "smtp.mailfrom"}.get(method, "")
    proven = properties.get(key, "").rpartition("@")[2].strip(".")
    domain = sender.rpartition("@")[2]
    return "." in proven and (domain == proven or domain.endswith(f".{proven}"))


def _refuted(results: list[tuple[str, str, dict[str, str]]], method: str) -> bool:
    found = [result for name, result, _ in results if name == method]
    return bool(found) and all(result in _BAD[method] for result in found)
