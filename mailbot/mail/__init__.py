"""A mail as bytes, understood: its text in any charset, its attachments by content, what kind of mail it is."""
