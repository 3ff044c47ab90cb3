"""The office's own form: proposed from a blank workbook, as a file that a clerk checks by eye."""

from mailbot.learning.proposal import Proposal, learn

__all__ = ["Proposal", "learn"]
