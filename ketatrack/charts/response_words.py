"""The one sentence that says what the response chart shows, and the remarks that its table repeats."""

from collections.abc import Iterator

from ketatrack.charts.response_data import ResponseData
from ketatrack.charts.score_points import ceiling_words
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.response import Baseline
from ketatrack.domain.scores import self_rated
from ketatrack.domain.standing_words import baseline_words


def response_sentence(records: CourseRecords, period: Period, data: ResponseData) -> str:
    """Return what the response chart shows; a second sentence tells of a baseline that a person chose."""
    parts = [
        _scores_words(data),
        *(ceiling_words(data.scores[-1], data.scale) if data.scores else ()),
        _compared_words(data.baseline),
        *_episode_words(data),
        *_session_count_words(data),
        *_change_words(data),
        *_journal_words(data),
        *_left_out(records, period, data),
    ]
    chosen = baseline_words(data.compared)
    return "; ".join(parts) + "." + (f" {chosen}" if chosen else "")


def _scores_words(data: ResponseData) -> str:
    points, name = data.points, data.scale.abbreviation
    if not points:
        return _("No complete {name} in this time").format(name=name)
    first, last = (date_in_words(local_date(point.taken_at)) for point in (points[0], points[-1]))
    return ngettext(
        "{count} complete {name}, {last_total} on {first}",
        "{count} complete {name} scores from {first} to {last}, between {low} and {high}, "
        "the last {last_total}",
        len(points),
    ).format(
        count=len(points),
        name=name,
        first=first,
        last=last,
        low=data.scale.value_words(min(point.total for point in points)),
        high=data.scale.value_words(max(point.total for point in points)),
        last_total=data.scale.value_words(points[-1].total),
    )


def _compared_words(of: Baseline | None) -> str:
    if of is None:
        return _("no baseline")
    return _("the baseline is {total:g} of {date}").format(
        total=of.total, date=date_in_words(local_date(of.taken_at))
    )


def _episode_words(data: ResponseData) -> Iterator[str]:
    """Count the times in response, and say how the last of them stands."""
    count = len(data.episodes)
    if count > 1:
        yield _("{count} times in response, the last: {words}").format(
            count=count, words=data.episodes[-1].text
        )
    elif count:
        yield data.episodes[0].text


def _session_count_words(data: ResponseData) -> Iterator[str]:
    count = sum(mark.given for mark in data.sessions)
    yield ngettext("{count} session", "{count} sessions", count).format(count=count)
    if missed := len(data.sessions) - count:
        yield ngettext("{count} session not given", "{count} sessions not given", missed).format(count=missed)


def _change_words(data: ResponseData) -> Iterator[str]:
    if count := len(data.changes):
        yield ngettext(
            "{count} change of route, product, dose, interval or medicines",
            "{count} changes of route, product, dose, interval or medicines",
            count,
        ).format(count=count)


def _journal_words(data: ResponseData) -> Iterator[str]:
    if count := len(data.journal):
        yield ngettext("{count} journal entry", "{count} journal entries", count).format(count=count)


def _left_out(records: CourseRecords, period: Period, data: ResponseData) -> Iterator[str]:
    """Say which rows of the scale are kept but not drawn, and how many."""
    rows = [
        score
        for score in records.scores
        if score.instrument == data.scale.id and period.holds(local_date(score.taken_at))
    ]
    own = self_rated(rows, data.scale.id)
    if incomplete := len(own) - len(data.scores):
        yield ngettext(
            "{count} incomplete {name} is not drawn", "{count} incomplete {name} are not drawn", incomplete
        ).format(count=incomplete, name=data.scale.abbreviation)
    if others := len(rows) - len(own):
        yield ngettext(
            "{count} answered by somebody else is not drawn",
            "{count} answered by somebody else are not drawn",
            others,
        ).format(count=others)
