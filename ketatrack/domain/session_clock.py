"""How long ago the first dose was, also where the computer slept or its clock was set meanwhile.

A memory aid: it counts from moments that were written down, and watches nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import SkippedTimeError, moment_from_text, moment_to_text, place_moment

JUMP = timedelta(seconds=30)
"""The wall's clock differs by this or more from what went by: somebody or something set it."""

_MINUTE = timedelta(minutes=1)
_EARLIEST_BEFORE = timedelta(hours=4)
"""Before a session was opened; a time of the day before that lies farther back is one still to come today."""


@dataclass(frozen=True, slots=True)
class ClockAnchor:
    """What both clocks showed at one moment, so that they can be compared later, by another run too."""

    wall: datetime
    seconds: float
    """Since the computer was started, sleep included."""
    boot: str
    """Which start of the computer; empty where that is not known."""
    shift: timedelta = timedelta()
    """By how much the wall's clock had been put forward until then, since the session began."""

    def as_setting(self) -> dict[str, str | float]:
        """Return it as a journal keeps it."""
        return {
            "wall": moment_to_text(self.wall),
            "seconds": self.seconds,
            "boot": self.boot,
            "shift": self.shift.total_seconds(),
        }

    @classmethod
    def of_setting(cls, kept: dict[str, str | float]) -> "ClockAnchor":
        """Return what `as_setting` wrote."""
        return cls(
            wall=moment_from_text(str(kept["wall"])),
            seconds=float(kept["seconds"]),
            boot=str(kept["boot"]),
            shift=timedelta(seconds=float(kept["shift"])),
        )


class SessionClock:
    """This moment, by the wall's clock as it was when the session began.

    Two clocks are compared at each look: the one on the wall, which can be set, and the seconds since the
    computer was started, which cannot, and which go on in its sleep. Where the wall's clock moved otherwise,
    it was set; what it was set by is left out from then on.
    """

    def __init__(
        self,
        wall: Callable[[], datetime],
        seconds: Callable[[], float],
        boot: str = "",
        kept: ClockAnchor | None = None,
    ) -> None:
        """Begin to compare, or go on from what an earlier run of the program kept.

        Args:
            wall: the clock on the wall.
            seconds: since the computer was started, sleep included.
            boot: which start of the computer that is; empty where it is not known.
            kept: what both clocks showed before; of another start only its shift says something.
        """
        self._wall = wall
        self._seconds = seconds
        self._boot = boot
        shift = kept.shift if kept else timedelta()
        self._last = ClockAnchor(wall().astimezone(UTC), seconds(), boot, shift)
        if kept is not None and boot and kept.boot == boot:
            self._last = kept

    def now(self) -> datetime:
        """Return this moment, at the offset that the wall's clock has now."""
        anchor = self.anchor()
        return (anchor.wall - anchor.shift).astimezone(self._wall().tzinfo)

    def anchor(self) -> ClockAnchor:
        """Look at both clocks, and return what they show."""
        # by UTC: between two moments of one zone Python counts what the wall shows, summer time included
        wall, seconds = self._wall().astimezone(UTC), self._seconds()
        went_by = timedelta(seconds=seconds - self._last.seconds)
        put_forward = wall - self._last.wall - went_by
        shift = self._last.shift + (put_forward if abs(put_forward) >= JUMP else timedelta())
        self._last = ClockAnchor(wall, seconds, self._boot, shift)
        return self._last

    @property
    def shift(self) -> timedelta:
        """By how much the wall's clock was put forward since the session began; negative for back."""
        return self._last.shift


def shift_words(shift: timedelta) -> str:
    """Say what happened to the computer's clock while a session was followed; empty where nothing did."""
    minutes = round(abs(shift) / _MINUTE)
    if not minutes:
        return ""
    words = (
        _("The computer's clock was put forward by {time} in this session.")
        if shift > timedelta()
        else _("The computer's clock was put back by {time} in this session.")
    )
    return " ".join(
        [
            words.format(time=_("{minutes} min").format(minutes=minutes)),
            _("The time since the first dose goes on as before, and so do the times written down here."),
        ]
    )


def elapsed_words(elapsed: timedelta) -> str:
    """Write how long ago something was as hours and minutes, `1:05`; before it, `-0:10`."""
    minutes = elapsed // _MINUTE
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return f"{sign}{minutes // 60}:{minutes % 60:02d}"


class TimeToComeError(ValueError):
    """A time on the wall that has not come yet since a session was opened; the message says so."""


def latest_moment_at(clock: time, now: datetime, zone: ZoneInfo, opened_at: datetime) -> datetime:
    """Return when a clock on the wall last showed a time, up to the minute of now.

    Of a time that came twice, as the clocks were put back, it is the later one that has come already.

    Args:
        clock: the time on the wall.
        now: this moment.
        zone: of the clock.
        opened_at: when the session was opened; what lies long before it on the day before is none of it.

    Raises:
        SkippedTimeError: the clocks were put forward over this time.
        TimeToComeError: it was not that time in the session yet.
    """
    moment = _last_shown(clock, now, zone)
    if moment.date() < now.astimezone(zone).date() and moment < opened_at - _EARLIEST_BEFORE:
        raise TimeToComeError(_("It is {now} now: this time has not come yet.").format(now=f"{now:%H:%M}"))
    return moment


def _last_shown(clock: time, now: datetime, zone: ZoneInfo) -> datetime:
    today = now.astimezone(zone).date()
    skipped: SkippedTimeError | None = None
    for day in (today, today - timedelta(days=1)):
        for second_time in (True, False):
            try:
                moment = place_moment(day, clock, zone, second_time=second_time)
            except SkippedTimeError as error:
                skipped = skipped or error
                continue
            if skipped is None and moment <= now:
                return moment
    raise skipped or ValueError(f"no clock showed {clock} in the two days before {now}")
