"""How the figures of response are put into words, the same on screen, on paper and in charts.

What was seen, and no more: a single score is in a range, it is not a remission; a score out of response is
one score, until another or a session for returning symptoms confirms it.
"""

from datetime import date, datetime

from ketatrack.domain.baseline_choice import BaselineStanding
from ketatrack.domain.episodes import ResponseEpisode
from ketatrack.domain.instruments import PHQ9, instrument, short_name
from ketatrack.domain.intervals import Interval, TimeInResponse
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, distance_in_words, local_date
from ketatrack.domain.response import LOWEST_USABLE_BASELINE, Baseline, ResponseStatus
from ketatrack.domain.standing import Loss, Standing

_BETWEEN = "\N{NO-BREAK SPACE}· "
"""Between the parts of a line, so that no line begins with the dot."""

_MANY = 10
"""Stands for a number with decimals where a language asks how many: 0.7 and 1.4 are points, not a point."""

_STATUS_WORDS = {
    ResponseStatus.REMISSION_RANGE: "in the remission range",
    ResponseStatus.RESPONSE: "in response",
    ResponseStatus.PARTIAL: "in partial response",
    ResponseStatus.LITTLE_CHANGE: "little change from the baseline",
    ResponseStatus.WORSE: "worse than the baseline",
}


def standing_lines(of: Standing, today: date) -> tuple[str, ...]:
    """Return a whole standing as a few short lines: neighbours, change, how often in response.

    Args:
        of: where a person stands by one instrument.
        today: the local date from which the score's age is told.
    """
    lines = (neighbour_words(of, today), compared_words(of), response_words(of))
    return tuple(_BETWEEN.join(line) for line in lines if line)


def score_words(of: Standing) -> str:
    """Return the latest total with the name that its source gives to it, as `7 mild`."""
    known = instrument(of.instrument)
    band = known.band(of.latest.total) if known else None
    return f"{of.latest.total:g} {_(band.label).lower() if band else ''}".strip()


def episode_words(episode: ResponseEpisode) -> str:
    """Say from when to when scores were in response, and how that ended or did not."""
    words = _("In response from {first} to {last}; {ending}").format(
        first=_day_words(episode.began), last=_day_words(episode.last_in), ending=ending_words(episode)
    )
    return with_recall(words, PHQ9)


def ending_words(episode: ResponseEpisode) -> str:
    """Say how a stretch of response stands; a loss that nothing confirms is called one score."""
    if episode.first_out is None:
        return _("in response at the last score")
    if episode.confirmed:
        return _("out of response since {date}, confirmed").format(date=_day_words(episode.first_out))
    return _("one score out of response on {date}, not confirmed").format(date=_day_words(episode.first_out))


def neighbour_words(of: Standing, today: date) -> tuple[str, ...]:
    """Return the latest score's age and the scores that it is seen beside."""
    parts = (
        distance_in_words(local_date(of.latest.taken_at), today),
        "" if of.previous is None else _("before it: {total:g}").format(total=of.previous),
        _mildest_words(of),
        _("at the top of the scale") if of.at_the_top else "",
    )
    return tuple(part for part in parts if part)


def compared_words(of: Standing) -> tuple[str, ...]:
    """Return what the latest score is beside the baseline, and where it stands; empty without either."""
    return tuple(part for part in (change_words(of), error_words(of), status_words(of.status)) if part)


def error_words(of: Standing) -> str:
    """Say that a change lies within measurement error, where the instrument names a source for that."""
    known = instrument(of.instrument)
    if known is None or known.reliable_change is None or not of.points:
        return ""
    return _("within measurement error") if abs(of.points) < known.reliable_change.points else ""


def response_words(of: Standing) -> tuple[str, ...]:
    """Return how often response was met, and since when it has not been; or why that is not said.

    Empty without a baseline, without a score after the first session, and for scales without a response.
    """
    if of.baseline is not None and of.baseline.low and of.instrument == PHQ9:
        return (_("baseline below {points}: points only").format(points=LOWEST_USABLE_BASELINE),)
    if of.met is None or not of.after_first:
        return ()
    met = ngettext("in response at {met} of {n} score", "in response at {met} of {n} scores", of.after_first)
    parts = [met.format(met=of.met, n=of.after_first)]
    if of.loss is not None:
        parts.append(loss_words(of.loss, of.instrument))
    return tuple(parts)


def loss_words(loss: Loss, instrument_id: str) -> str:
    """Say since when response has not been met; a single score is called one score."""
    words = (
        _("response not met since {date}").format(date=_day_words(loss.first_out))
        if loss.confirmed
        else _("one score out of response on day {day}").format(day=loss.day_after_session)
    )
    return with_recall(words, instrument_id)


def status_words(status: ResponseStatus | None) -> str:
    """Say where one score stands; empty where nothing can be said."""
    return "" if status is None else _(_STATUS_WORDS[status])


def change_words(of: Standing) -> str:
    """Say the change from the baseline in points, and in percent where it means something."""
    if of.baseline is None or of.points is None:
        return ""
    if of.points == 0:
        change = _("the same as the baseline of {total:g}").format(total=of.baseline.total)
    else:
        points = abs(of.points)
        count = int(points) if points == int(points) else _MANY
        lower, higher = (
            ngettext("{n:g} point lower", "{n:g} points lower", count),
            ngettext("{n:g} point higher", "{n:g} points higher", count),
        )
        change = (lower if of.points < 0 else higher).format(n=points)
        change = _("{change} than the baseline of {total:g}").format(change=change, total=of.baseline.total)
    return f"{change} ({_percent_words(of.percent_change)})" if of.percent_change else change


def bracket_words(interval: Interval, instrument_id: str) -> str:
    """Say what `seen_words` says, and how far back the instrument looks; empty where none was in."""
    words = seen_words(interval)
    return with_recall(words, instrument_id) if words else ""


def seen_words(interval: Interval) -> str:
    """Say on which days after a session scores in and out of response were seen; empty where none was in."""
    if interval.held_until_day is not None:
        words = _("in response until day {day}").format(day=interval.held_until_day)
    elif interval.reached_by_day is not None:
        words = _("first score in response on day {day}").format(day=interval.reached_by_day)
    else:
        return ""
    if interval.lost_by_day is not None:
        words = _("{seen}, a score out of response on day {day}").format(seen=words, day=interval.lost_by_day)
    return words


def time_in_response_words(found: TimeInResponse, instrument_id: str) -> str:
    """Say how long after a session response was seen, as the person's own range."""
    days = _("Time in response after a session: seen until day {shortest} to {longest}").format(
        shortest=found.shortest, longest=found.longest
    )
    if found.median is not None:
        days = _("{range}, median {median:g}").format(range=days, median=found.median)
    counted = _(
        "in {seen} of {all} intervals with scores; in {lost} of the {seen} a score out of response followed"
    ).format(seen=found.seen_in, all=found.with_scores, lost=found.lost)
    return with_recall(f"{days}, {counted}", instrument_id)


def recall_words(instrument_id: str) -> str:
    """Say how far an instrument looks back; empty for one that the program does not know."""
    known = instrument(instrument_id)
    if known is None or not known.recall_days:
        return ""
    look = ngettext("{name} looks back {n} day", "{name} looks back {n} days", known.recall_days)
    return look.format(name=known.abbreviation, n=known.recall_days)


def baseline_words(of: BaselineStanding) -> str:
    """Say which baseline a person chose, and what the rule gives, where the two differ; else empty."""
    if of.choice is None:
        return ""
    rule = _total_words(of.derived) if of.derived else _("none")
    if not of.counts:
        return _(
            "The baseline that you chose is not from before the first session any more, so the one by rule "
            "is used: {rule}."
        ).format(rule=rule)
    if of.used is None:
        return ""
    words = _("Baseline chosen by you: {used}. By rule: {rule}.").format(
        used=_total_words(of.used), rule=rule
    )
    if of.derived_changed:
        words += " " + _("The one by rule has changed since you chose.")
    return words


def rule_words(of: BaselineStanding) -> str:
    """Say which baseline the rule gives, for one who is about to choose another."""
    if of.derived is None:
        return _("The rule gives none here.")
    return _("By rule it is {rule}.").format(rule=_total_words(of.derived))


def changed_baseline_words(
    instrument_id: str, before: Baseline | None, now: Baseline | None, standing: BaselineStanding
) -> str:
    """Say that an entry changed the baseline by rule, with both; empty where both read the same.

    Args:
        instrument_id: whose baseline it is.
        before: the one by rule before the entry, None where there was none.
        now: the one by rule after it.
        standing: what is used now, since a person's own choice stays whatever the rule gives.
    """
    was = _total_words(before) if before else ""
    new = _total_words(now) if now else ""
    if was == new:
        return ""
    name = short_name(instrument_id)
    if now is None:
        words = _("There is no {name} baseline by rule now; before this change it was {was}.")
    elif before is None:
        words = _("The {name} baseline by rule is now {new}; before this change there was none.")
    else:
        words = _("The {name} baseline by rule is now {new}; before this change it was {was}.")
    words = words.format(name=name, new=new, was=was)
    if standing.counts and standing.used is not None:
        words += " " + _("The one that you chose is still used: {used}.").format(
            used=_total_words(standing.used)
        )
    return words


def _total_words(of: Baseline) -> str:
    return _("{total:g} of {date}").format(total=of.total, date=_day_words(of.taken_at))


def _mildest_words(of: Standing) -> str:
    if of.mildest_since_session is None:
        return ""
    words = (
        _("highest since the last session: {total:g}")
        if of.more_is_better
        else _("lowest since the last session: {total:g}")
    )
    return words.format(total=of.mildest_since_session)


def _day_words(moment: datetime) -> str:
    return date_in_words(local_date(moment))


def _percent_words(percent: float | None) -> str:
    return "" if percent is None else f"{abs(percent):g} %"


def with_recall(words: str, instrument_id: str) -> str:
    """Add to words how far an instrument looks back, in brackets."""
    recall = recall_words(instrument_id)
    return f"{words} ({recall})" if recall else words
