"""What the office's virus scanner said of a file, and a clerk's word against it: sentences that both programs know."""

FOUND = (
    "添付「{name}」からウイルス({virus})が見つかりました。開かずに、情報システムの担当に知らせてください。"
)
AWAY = (
    "ウイルス検査ができなかったため、添付ファイルを開いていません({reason})。"
    "「mailbot doctor」で検査の設定を確かめ、「mailbot reprocess {id}」で処理し直してください。"
)
AWAY_FROM_PAPER = (
    "ウイルス検査ができなかったため、ファイルを開いていません({reason})。"
    "「mailbot doctor」で検査の設定を確かめ、もう一度登録してください。"
)
DESPITE = "ウイルス検査の結果によらず、処理しました({reason})。"
"""As the audit tells of it."""


def locked(reason: str) -> bool:
    """Whether a mail waits for this reason: its files were not opened for what the scanner said, or did not say."""
    virus = reason.startswith("添付「") and "からウイルス(" in reason
    return virus or reason.startswith(AWAY.partition("(")[0])
