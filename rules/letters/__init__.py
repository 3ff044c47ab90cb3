"""What the office writes: a notice of the rules and a template become a letter."""

from rules.letters.template import COMMON, KNOWN, Rendered, kind_of, problems, render, scope

__all__ = ["COMMON", "KNOWN", "Rendered", "kind_of", "problems", "render", "scope"]
