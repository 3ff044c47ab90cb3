"""argparse, speaking the language of those who type commands here."""

import re
from argparse import ArgumentParser
from typing import NoReturn

from mailbot.commands import Usage

SENTENCES = (
    (r"the following arguments are required: (.+)", r"\1 を指定してください"),
    (r"unrecognized arguments: (?:.* )?(--config|--now)\b.*", r"\1 は COMMAND の前に書いてください"),
    (r"unrecognized arguments: (.+)", r"「\1」という指定はありません"),
    (
        r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        r"\1 に「\2」はありません。あるのは \3 です",
    ),
    (r"argument (.+?): expected .+", r"\1 の後に値を書いてください"),
    (r"argument (.+?): invalid \w+ value: '(.*)'", r"\1 の「\2」は読めません"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 と \2 は一緒に使えません"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 に値「\2」は要りません"),
    (r"one of the arguments (.+) is required", r"\1 のどれかを指定してください"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 は \2 のどれか分かりません"),
)
"""What argparse may say of a call, as patterns, and what we say instead."""

HEADINGS = {
    "usage: ": "使い方: ",
    "positional arguments:": "引数:",
    "options:": "オプション:",
    "show this help message and exit": "この説明を出します",
}
"""What argparse writes into a help of its own."""


class JapaneseParser(ArgumentParser):
    """Whatever is wrong with a call becomes a Usage of one Japanese sentence."""

    def error(self, message: str) -> NoReturn:
        raise Usage(f"使い方が違います({told(message)})。「{self.prog} --help」で確かめてください。")

    def format_help(self) -> str:
        text = super().format_help()
        for theirs, ours in HEADINGS.items():
            text = text.replace(theirs, ours)
        return text


def told(message: str) -> str:
    """In Japanese; as it came where a newer argparse has other words."""
    for pattern, sentence in SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(sentence)
    return message
