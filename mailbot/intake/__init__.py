"""The use case: one mail in, one transaction out."""
