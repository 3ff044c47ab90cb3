"""Filled workbooks with what must be read out of each (README.md)."""
