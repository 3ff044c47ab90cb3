"""The three looks of the console: one accent for the cursor, red only for what waits for a person."""

from textual.theme import Theme

DARK = Theme(
    name="mailbot-dark",
    primary="#005fae",
    secondary="#004578",
    accent="#ffa62b",
    warning="#ffa62b",
    error="#ba3c5b",
    success="#4EBF71",
    foreground="#e0e0e0",
    background="#121212",
    surface="#1e1e1e",
    dark=True,
)
LIGHT = Theme(
    name="mailbot-light",
    primary="#9fd0ff",
    secondary="#c9e4ff",
    accent="#b35900",
    warning="#b35900",
    error="#b00020",
    success="#1d7a3a",
    foreground="#1c1c1c",
    background="#fafafa",
    surface="#e8e8e8",
    dark=False,
    variables={"text-error": "#b00020", "error-muted": "#ffd9de"},
)
MONO = Theme(
    name="mailbot-mono",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffffff",
    warning="#ffffff",
    error="#ffffff",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    dark=True,
    variables={"text-error": "#ffffff", "error-muted": "#000000"},
)
"""Black and white alone: bold, blanks, '>' and '*' say everything."""

LOOKS = {"dark": DARK, "light": LIGHT, "mono": MONO}
"""By the words of the configuration."""
