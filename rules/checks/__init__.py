"""What is right or wrong with one filled sheet: one idea a function, each with a stable code."""

from rules.checks.lacking import lacking
from rules.checks.sheet import attached, check

__all__ = ["attached", "check", "lacking"]
