"""会議資料: the committee's workbook out, and its outcomes back."""

from mailbot.agenda.book import book, file_of
from rules.agenda.items import Profile

__all__ = ["Profile", "book", "file_of"]
