"""How long a passphrase keeps somebody out who has the file, in plain words."""

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext

_TRIES_PER_SECOND = 10_000
"""Two graphics cards of today against the rounds in `key`; what zxcvbn calls offline with slow hashing."""
_LETTERS_LOOKED_AT = 48
"""The rest makes no passphrase weaker, and the estimate slow."""

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
_MONTH, _YEAR = 30.4 * _DAY, 365.25 * _DAY
_CENTURY = 100 * _YEAR


def strength_words(passphrase: str) -> str:
    """Say how long a passphrase is looked for; takes some milliseconds, and longer the first time.

    The number of guesses is that of zxcvbn (Wheeler, USENIX Security 2016), which knows common passwords,
    English words, names, dates and rows of keys. Words of other languages it takes for chance, so that
    they are found sooner than it says.
    """
    from zxcvbn import zxcvbn

    seconds = float(zxcvbn(passphrase[:_LETTERS_LOOKED_AT])["guesses"]) / _TRIES_PER_SECOND
    if seconds >= _CENTURY:
        return _(
            "An estimate: whoever has the file and a fast computer does not find these words in a century."
        )
    return _("An estimate: whoever has the file and a fast computer finds these words within {time}.").format(
        time=_time_words(seconds)
    )


def _time_words(seconds: float) -> str:
    if seconds < _MINUTE:
        return _("a minute")
    if seconds < _HOUR:
        return _amount(seconds / _MINUTE, "{n} minute", "{n} minutes")
    if seconds < _DAY:
        return _amount(seconds / _HOUR, "{n} hour", "{n} hours")
    if seconds < _MONTH:
        return _amount(seconds / _DAY, "{n} day", "{n} days")
    if seconds < _YEAR:
        return _amount(seconds / _MONTH, "{n} month", "{n} months")
    return _amount(seconds / _YEAR, "{n} year", "{n} years")


def _amount(number: float, one: str, many: str) -> str:
    n = max(1, round(number))
    return ngettext(one, many, n).format(n=n)
