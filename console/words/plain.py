"""Words of the console without a screen: lines for a screen reader, a pipe, a broken terminal."""

from console.words import NEXT_STEP_OPEN, NEXT_STEPS, UNREAD_IN
from console.words.sides import NO_NOTES, PLEDGE_NEXT
from rules.model import State

GREETING = "取扱商品エントリーです。空行で一覧、番号で案件、言葉で絞り込み、? で使い方、q で終わります。"
PROMPT = "mailbot> "
HELP = (
    "空行: 案件の一覧を20件ずつ読みます。",
    "12 または R8-0012: その案件を、検査、申請、誓約書、メール、手紙、経過、メモ、差分の順に読みます。",
    "12 手紙: その案件の、手紙だけを読みます。",
    "言葉: 合う案件を読みます。例: 状態:補正中 市町:小郡 -継続 久留米",
    "mailbot ...: そのままの命令を行います。例: mailbot outcome R8-0012 selected",
    "操作はすべて mailbot の命令にもあります。「mailbot --help」で一覧を読めます。",
    "担当者の名前(--by)は、書かなければあなたの名前になります(廃棄の purge を除く)。",
    "u: 自分の最後の操作を取り消します。  q: 終わります。",
)
UNQUOTED = "引用符が閉じていません。もう一度入れてください。"
COUNT = "{count}件"
MORE = "続きは空行で読めます。残り {count}件"
SPOKEN = {
    NEXT_STEPS[State.NEEDS_PERSON]: "内容を確かめてください。",
    NEXT_STEP_OPEN: "申請とメールを確かめてください。聞いた答えは mailbot answer で記入します。",
    NEXT_STEPS[State.TABLED]: "会議の結果を mailbot outcome で記録します。",
    NEXT_STEPS[State.DECIDED]: "結果を記録しました。mailbot release で決裁済にすると通知を送れます。",
    PLEDGE_NEXT[
        "missing"
    ]: "mailbot pledge on-file で提出済(過年度)、mailbot receive で紙の誓約書を登録できます。",
    PLEDGE_NEXT[
        "received"
    ]: "mailbot files で取り出し、5つの点を確かめて mailbot pledge confirm で記録します。",
    PLEDGE_NEXT["confirmed"]: "確認が済んでいます。見直すときは mailbot pledge confirm です。",
    NO_NOTES: "メモはまだありません。",
    UNREAD_IN: "(mailbot mails --person)",
}
"""Sentences of the screens that name keys, as they are said where there are none."""
NONE = "合う案件はありません。"
