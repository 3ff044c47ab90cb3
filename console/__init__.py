"""The clerk's console: cases, outcomes and letters in a terminal. Stands on `store` and `rules` only."""

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
"""Read when textual is first imported. With the Kitty protocol an IME commit of five or more characters
arrives as dozens of wrong key events."""

os.environ.setdefault("TEXTUAL_FPS", "240")
"""A preview is drawn in the frame after its row: at Textual's 60 a second a clerk waits 15 ms longer for it. Nothing is
drawn where nothing has changed."""
