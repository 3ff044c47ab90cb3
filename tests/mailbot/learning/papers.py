"""Three blank forms of other offices, each in a style of its own."""

from tests.mailbot.learning.boxed import boxed
from tests.mailbot.learning.graph import graph
from tests.mailbot.learning.numbered import numbered

PAPERS = (numbered(), boxed(), graph())
