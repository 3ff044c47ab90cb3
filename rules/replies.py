"""Why a mail server did not take a letter, for a person who reads neither codes nor English (RFC 3463)."""

import re
from collections.abc import Mapping

CODE = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
MEANINGS: Mapping[str, str] = {
    "1.1": "宛先のアドレスがありません",
    "1.10": "宛先のアドレスがありません",
    "1.2": "宛先の @ より右が違います",
    "1.3": "宛先のアドレスの書き方が違います",
    "1.6": "宛先のアドレスは移転しました",
    "2.1": "宛先のメールボックスは使われていません",
    "2.2": "宛先のメールボックスがいっぱいです",
    "2.3": "手紙が大きすぎます",
    "3.4": "手紙が大きすぎます",
    "4.4": "宛先の @ より右が違います",
    "4.7": "相手のサーバーにつながらないまま、期限が過ぎました",
}
"""By subject and detail of the code, which mean the same in 4.x.x and 5.x.x."""
POLICY = "相手のサーバーの決まり(迷惑メール対策など)で断られました"


def told(reply: str) -> str:
    """'宛先のアドレスがありません(550 5.1.1 User unknown)'; a reply of which nothing is known stays as it is."""
    code = CODE.search(reply)
    if code is None:
        return reply
    detail = code.group(1)[2:]
    meaning = MEANINGS.get(detail) or (POLICY if detail.startswith("7.") else "")
    return f"{meaning}({reply})" if meaning else reply
