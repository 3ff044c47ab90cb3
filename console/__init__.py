"""The clerk's text console."""
