"""The daemon's log: a line for each thing, for people and for machines, with the case that it concerns."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime

import pytest

from mailbot.log import Json, Line, about


@pytest.fixture
def logged() -> Iterator[tuple[logging.Logger, io.StringIO, logging.StreamHandler[io.StringIO]]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("mailbot.test")
    logger.propagate, logger.level = False, logging.INFO
    logger.addHandler(handler)
    yield logger, stream, handler
    logger.removeHandler(handler)


def test_json_is_one_object_a_line(
    logged: tuple[logging.Logger, io.StringIO, logging.StreamHandler[io.StringIO]],
) -> None:
    """Time, level, module, text and cases of their own; a traceback stays within its line."""
    logger, stream, handler = logged
    handler.setFormatter(Json())

    logger.info("受信 %s", "案件 R8-0001\n偽の行 \x1b[2J", extra=about(("R8-0001", "R8-0002")))
    try:
        raise ValueError("x\n\x1b]0;y\x07")
    except ValueError:
        logger.exception("思いがけない失敗がありました。")

    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first["cases"] == ["R8-0001", "R8-0002"] and first["level"] == "INFO"
    assert first["text"] == "受信 案件 R8-0001 / 偽の行 [2J" and first["from"] == "mailbot.test"
    assert datetime.fromisoformat(first["at"]).tzinfo is not None
    assert "ValueError" in second["trace"] and second["cases"] == []
    assert all(char not in stream.getvalue() for char in ("\x1b", "\x07"))


def test_line_holds_a_traceback_too(
    logged: tuple[logging.Logger, io.StringIO, logging.StreamHandler[io.StringIO]],
) -> None:
    """Whatever is logged is one line: journald and `grep` need no more."""
    logger, stream, handler = logged
    handler.setFormatter(Line())
    try:
        raise ValueError("x\ny")
    except ValueError:
        logger.exception("失敗")

    assert len(stream.getvalue().splitlines()) == 1 and "ValueError" in stream.getvalue()
