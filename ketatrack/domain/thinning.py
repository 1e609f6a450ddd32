"""Which of many backups stay: all of the last two days, then fewer and fewer the older they are."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta

ALL_WITHIN = timedelta(days=2)
_NEWEST_OF_EACH: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
    (2 + 12, lambda day: day),
    (2 + 10, lambda day: day.isocalendar()[:2]),
    (3 + 9, lambda day: (day.year, day.month)),
)
"""How many days, weeks and months keep the newest backup of each; the first ones lie within the others.

Beyond the two days of which all is kept this comes to 12 daily, 10 weekly and 9 monthly ones, as Anki keeps
by default. Only days, weeks and months in which there was a backup count.
"""
MOST_BEYOND = sum(count for count, _period in _NEWEST_OF_EACH)
"""No more than so many stay beside those of the last two days."""


def kept(moments: Iterable[datetime], today: date) -> set[datetime]:
    """Return the moments whose backups stay.

    The newest always stays. Thinning twice is thinning once, and neither a newer backup nor a later day
    makes one stay that did not stay before.

    Args:
        moments: when each backup was made, on the clock of the place that days are counted at.
        today: the local date there.
    """
    newest_first = sorted(moments, reverse=True)
    staying = {moment for moment in newest_first if moment.date() > today - ALL_WITHIN}
    for count, period_of in _NEWEST_OF_EACH:
        newest: dict[Hashable, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period_of(moment.date()), moment)
        staying.update(list(newest.values())[:count])
    return staying
