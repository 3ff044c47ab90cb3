"""The intake robot: mail in, answers and notices out."""
