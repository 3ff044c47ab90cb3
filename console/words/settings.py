"""What each setting is about, beside the key that the configuration file calls it by."""

SECTIONS = {
    "office": "役所",
    "imap": "受信サーバー",
    "smtp": "送信サーバー",
    "store": "データ",
    "rounds": "回",
    "letters": "手紙",
    "operator": "運営事業者",
    "committee": "連絡会議",
    "limits": "メールの上限",
    "retention": "保存期間",
    "console": "画面",
    "scan": "ウイルス検査",
    "log": "動きの記録",
}
NTH = "{section} {n}"
SERVER = {
    "host": "サーバー名",
    "port": "ポート番号",
    "tls": "暗号化の方式",
    "user": "ログイン名",
    "password_file": "パスワードのファイル",
    "password_command": "パスワードを出す命令",
    "auth": "ログインの方式",
    "ca_file": "認証局の証明書",
}
KEYS = {
    "office": {
        "name": "名前",
        "address": "メールアドレス",
        "postal": "住所",
        "phone": "電話",
        "fax": "FAX",
        "hours": "受付時間",
        "shop": "店の名前",
        "signatory": "通知の差出人",
        "municipalities": "圏域の市町",
        "home": "この市町",
        "staff": "日報と警報の宛先",
        "aliases": "ほかの自分たちの宛先",
        "webform_senders": "問合せフォームの差出人",
    },
    "imap": SERVER
    | {
        "mailbox": "共有のメールボックス",
        "folder": "見るフォルダー",
        "start_at": "この日時から受け付け",
        "other": "関係のないメール",
        "done": "済んだメールの置き場所",
        "person": "要確認の置き場所",
        "sent": "送信の控えの置き場所",
        "poll_seconds": "見に行く間隔(秒)",
        "authserv_id": "認証結果を信じる名前",
    },
    "smtp": SERVER
    | {
        "from": "差出人",
        "envelope_from": "配送上の差出人",
        "per_minute": "1分に送る数",
        "max_mb": "1通の大きさ(MB)",
    },
    "store": {"path": "置き場所"},
    "rounds": {
        "cutoff_day": "締切の日",
        "notice_day": "通知の日(翌月)",
        "notice_time": "通知の時刻",
        "closed_day": "通知日が閉庁日のとき",
        "timezone": "時間帯",
        "counts": "締切に数える日時",
        "grace_days": "補正を待つ開庁日",
        "reminder_days": "催促する日(締切の前)",
    },
    "letters": {
        "mode": "本番か様子見か",
        "release": "決裁を待つか",
        "settle_minutes": "返事を待つ分数",
        "replies_per_sender_per_day": "返信の上限(宛先・1日)",
        "replies_per_case_per_day": "返信の上限(案件・1日)",
        "replies_per_hour": "返信の上限(全体・1時間)",
    },
    "operator": {"name": "名前", "address": "メールアドレス", "agenda": "会議資料も送る"},
    "committee": {"name": "名前", "address": "メールアドレス"},
    "limits": {
        "message_mb": "1通の大きさ(MB)",
        "unpacked_mb": "開いた大きさ(MB)",
        "attachments": "添付の数",
    },
    "retention": {"years": "年数"},
    "console": {
        "theme": "配色",
        "read_only": "見るだけにする",
        "half_cells": "写真を細かく描く",
        "viewer": "ファイルを開くプログラム",
        "keys": "キーの割り当て",
    },
    "scan": {"clamd": "clamd の場所"},
    "log": {"format": "形式", "metrics_file": "監視用のファイル"},
}


def told(key: str) -> tuple[str, str]:
    """'imap[2].user' as ('受信サーバー 2', 'ログイン名'); a section that the file lacks has no second word."""
    at, _, name = key.rpartition(".")
    if not at:
        return SECTIONS[name], ""
    section, _, n = at.rstrip("]").partition("[")
    said = SECTIONS[section]
    return NTH.format(section=said, n=n) if n else said, KEYS[section][name]
