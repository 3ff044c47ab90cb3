"""What a finding says: a rule of the catalogue, applied to one answer of one sheet."""

from typing import TYPE_CHECKING

from rules.model import Finding, Severity
from rules.record import Struct
from rules.terms import Kind, Need
from rules.wording import shorten

if TYPE_CHECKING:
    from rules.forms import Field

MEND = {
    Kind.TEXT: "ご記入ください。",
    Kind.KANA: "カタカナでご記入ください。",
    Kind.LIST: "一覧から1つ選んでください。",
    Kind.TICKS: "当てはまるものの □ を ■ に書きかえてください。",
    Kind.DATE: "「令和8年4月1日」のようにご記入ください。",
    Kind.YEN: "金額を「540」のように数字でご記入ください。",
    Kind.RATE: "「380円」または「70%」のようにご記入ください。",
    Kind.NUMBER: "数字でご記入ください。",
    Kind.AMOUNT: "「150g」のように、数字と単位でご記入ください。",
    Kind.PERIOD: "「90日」「3か月」「1年」のようにご記入ください。",
    Kind.JAN: "13桁または8桁の数字をご記入ください。ないときは「なし」とご記入ください。",
    Kind.CORPORATE_NUMBER: "13桁の数字をご記入ください。",
    Kind.INVOICE_NUMBER: "T に続けて13桁の数字をご記入ください。",
    Kind.CASE_NUMBER: "「R8-0012」のようにご記入ください。",
    Kind.POSTCODE: "7桁の数字を「838-0141」のようにご記入ください。",
    Kind.PHONE: "市外局番から「0942-72-2111」のようにご記入ください。",
    Kind.EMAIL: "「name@example.jp」の形でご記入ください。",
    Kind.PICTURE: "画像をシートに貼るか、メールに添付してください。",
}
"""How to fill an answer of each kind, where the form does not say it better (`Field.mend`)."""


class Rule(Struct, frozen=True):
    """One entry of the catalogue. `code` never changes its meaning."""

    code: str
    severity: Severity
    when: str
    """When it is raised, for docs/findings.md."""
    sentence: str
    """For the business. May name {label} {shown} {mend} {min_chars} {max_chars} and what the check adds."""
    source: str = "エントリーシートの項目"
    """The law, standard or page that it rests on."""
    lenient: bool = False
    """An error becomes a warning where the answer is optional: what nobody has to say delays nobody."""


def found(rule: Rule, field: "Field", *, cell: str | None = None, text: str = "", **more: str) -> Finding:
    """The finding of `rule` on one answer. `text` is what stands there."""
    soft = rule.lenient and field.need is Need.OPTIONAL
    shown = shorten(text)
    words = {
        "label": field.label,
        "shown": shown,
        "mend": field.mend or MEND[field.kind],
        "min_chars": str(field.min_chars),
        "max_chars": str(field.max_chars),
    }
    return Finding(
        code=rule.code,
        severity=Severity.WARNING if soft else rule.severity,
        field=field.key,
        label=field.label,
        cell=cell,
        shown=shown,
        message=rule.sentence.format(**(words | more)),
    )


def noted(rule: Rule) -> Finding:
    """The finding of `rule` on a sheet as a whole."""
    return Finding(code=rule.code, severity=rule.severity, message=rule.sentence)
