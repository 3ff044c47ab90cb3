"""Keys: how people call them, what they do, and how a command is found by its name."""
