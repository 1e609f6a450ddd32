"""Words in the person's language, for every layer: screen, chart, page and command line.

The standard library looks for its catalogue on the disk at each call, some 80 microseconds; tables and
charts say the same words thousands of times. Here each is looked up once.
"""

import gettext as _catalogue
from functools import cache


@cache
def gettext(words: str) -> str:
    """Return words in the person's language, or as they are where nothing translates them."""
    return _catalogue.gettext(words)


@cache
def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of words that goes with a number of things."""
    return _catalogue.ngettext(one, many, count)
