"""What stands below the scores of a course: the times in response, and what was changed and when.

Both are quiet marks with their words. They are set side by side with the scores; that the one brought the
other about is not said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ketatrack.charts.chart import day_number
from ketatrack.charts.session_marks import dose_or_devices_words
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.episodes import ResponseEpisode
from ketatrack.domain.epochs import Circumstance, Epoch, epochs
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Medicine, Session
from ketatrack.domain.standing import Loss, loss_of
from ketatrack.domain.standing_words import loss_words, with_recall


@dataclass(frozen=True, slots=True)
class EpisodeMark:
    """A time in response: from its first score to its last, and to the score that ended it, if one did."""

    began: datetime
    last_in: datetime
    loss: Loss | None
    text: str
    loss_text: str
    """How it ended, empty while it lasts."""

    @property
    def days(self) -> tuple[float, float]:
        """Return the day numbers of its first and its last score in response."""
        return day_number(self.began), day_number(self.last_in)

    @property
    def lost_day(self) -> float | None:
        """Return the day number of the score that ended it, None while it lasts."""
        return None if self.loss is None else day_number(self.loss.first_out)


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """A change of circumstances: the moment, or the day where no more is known, and what it was."""

    moment: date | datetime
    words: str

    @property
    def day(self) -> float:
        """Return its day number."""
        return day_number(self.moment)

    @property
    def text(self) -> str:
        """Return its words with its date."""
        day = local_date(self.moment) if isinstance(self.moment, datetime) else self.moment
        return f"{date_in_words(day)} · {self.words}"


def episode_marks(
    episodes: Sequence[ResponseEpisode], sessions: Sequence[Session], period: Period, scale: str
) -> list[EpisodeMark]:
    """Return the times in response that reach into a period, in order of time.

    Args:
        episodes: those of the whole course.
        sessions: all sessions of the course.
        period: local dates, both ends included.
        scale: the id of the instrument that they are times in response by.
    """
    marks = []
    for each in episodes:
        first, last = local_date(each.began), local_date(each.first_out or each.last_in)
        if first <= (period.end or date.max) and last >= (period.start or date.min):
            loss = loss_of(each, sessions)
            ended = _loss_words(loss, scale)
            words = _episode_words(each)
            text = f"{words}; {ended}" if ended else with_recall(words, scale)
            marks.append(EpisodeMark(each.began, each.last_in, loss, text, ended))
    return marks


def _episode_words(each: ResponseEpisode) -> str:
    first, last = (date_in_words(local_date(moment)) for moment in (each.began, each.last_in))
    lasts = _("in response from {first}, still at the last score of {last}")
    words = lasts if each.first_out is None else _("in response from {first} to {last}")
    dips = ngettext(", {count} score out in between", ", {count} scores out in between", each.dips)
    return words.format(first=first, last=last) + (dips.format(count=each.dips) if each.dips else "")


def _loss_words(loss: Loss | None, scale: str) -> str:
    if loss is None:
        return ""
    if not loss.confirmed:
        return loss_words(loss, scale)
    out = _("out of response on {date}, confirmed").format(date=date_in_words(local_date(loss.first_out)))
    return with_recall(out, scale)


def change_marks(records: CourseRecords, period: Period) -> list[ChangeMark]:
    """Return what changed within a period besides the phase, in order of time.

    Args:
        records: the whole course.
        period: local dates, both ends included.
    """
    return [
        ChangeMark(_moment(epoch), words)
        for epoch in epochs(records)
        if period.holds(epoch.starts_on) and (words := ", ".join(_changed(epoch, records.medicines)))
    ]


def _moment(epoch: Epoch) -> date | datetime:
    """Return the start of the session that brought the change, else its day."""
    first = epoch.sessions[0] if epoch.sessions else None
    started = first is not None and local_date(first.started_at) == epoch.starts_on
    return first.started_at if first is not None and started else epoch.starts_on


def _changed(epoch: Epoch, medicines: Sequence[Medicine]) -> Iterator[str]:
    """Name each thing that changed by what it became; a phase stands on the chart anyway."""
    session = epoch.sessions[0] if epoch.sessions else None
    for kind in epoch.changed:
        match kind:
            case Circumstance.PHASE:
                pass
            case Circumstance.MEDICINE_STARTED:
                for each in medicines:
                    if each.started_on == epoch.starts_on:
                        yield _("{medicine} started").format(medicine=each.name)
            case Circumstance.MEDICINE_STOPPED:
                for each in medicines:
                    if each.stopped_on == epoch.starts_on:
                        yield _("{medicine} stopped").format(medicine=each.name)
            case _:
                yield (_became(kind, session) if session else "") or _(kind.label)


def _became(kind: Circumstance, session: Session) -> str:
    match kind:
        case Circumstance.ROUTE:
            return _(session.route.label) if session.route else ""
        case Circumstance.PRODUCT:
            return session.product
        case Circumstance.DOSE:
            dose = dose_or_devices_words(session)
            return dose and _("Dose {dose}").format(dose=dose)
        case _:
            return ""
