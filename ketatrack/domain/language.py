"""Words in the person's language, for every layer: screen, chart, page and command line.

The standard library's own functions look for the catalogue on the disk at each call, some 80 microseconds;
a window says a hundred words before it is seen, tables and charts thousands. Here it is looked for once.
"""

from functools import cache
from gettext import NullTranslations, translation

_DOMAIN = "messages"


@cache
def _catalogue() -> NullTranslations:
    return translation(_DOMAIN, fallback=True)


def gettext(words: str) -> str:
    """Return words in the person's language, or as they are where nothing translates them."""
    return _catalogue().gettext(words)


def language() -> str:
    """Return the language of the words as a tag such as `de` or `pt-BR`; English where nothing translates."""
    return _catalogue().info().get("language", "en").replace("_", "-")


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of words that goes with a number of things."""
    return _catalogue().ngettext(one, many, count)
