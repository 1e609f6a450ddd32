"""The figures that the eye meets first: the latest score with what it is read beside, response, item 9."""

from ketatrack.domain.baseline_choice import baseline_standing
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.item9 import Item9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.response import LOWEST_USABLE_BASELINE
from ketatrack.domain.selection import within
from ketatrack.domain.standing import Standing, standing
from ketatrack.domain.standing_words import response_words, status_words
from ketatrack.domain.wording import NONE_KNOWN, NOT_RECORDED, day_of, of
from ketatrack.reports.profile import Fact, Figure


def standing_in(records: CourseRecords, period: Period) -> Standing | None:
    """Return where the last complete PHQ-9 of a period stands; what it is read beside may lie before."""
    found = standing(within(records, Period(None, period.end)))
    return found if found and period.holds(local_date(found.latest.taken_at)) else None


def figures(records: CourseRecords, last: Standing | None) -> tuple[Figure, ...]:
    """Return the latest PHQ-9, the one before, the baseline of the whole course, and the change."""
    phq9 = instruments()[PHQ9]
    return (
        Figure(
            _("Latest {name}").format(name=phq9.abbreviation),
            f"{last.latest.total:g}" if last else NONE_KNOWN,
            _latest_note(last),
        ),
        Figure(
            _("The one before"),
            NONE_KNOWN if last is None or last.previous is None else f"{last.previous:g}",
            _previous_note(last),
        ),
        _baseline(records),
        _change(last),
    )


def _latest_note(last: Standing | None) -> str:
    if last is None:
        return _(NOT_RECORDED)
    band = instruments()[PHQ9].band(last.latest.total)
    notes = [_(band.label)] if band else []
    notes.append(day_of(last.latest.taken_at))
    if last.at_the_top:
        notes.append(_("at the top of the scale"))
    return ", ".join(notes)


def _previous_note(last: Standing | None) -> str:
    if last is None or last.previous is None:
        return _(NOT_RECORDED)
    if last.mildest_since_session is None:
        return _("none since the last session")
    return _("lowest since the last session {total:g}").format(total=last.mildest_since_session)


def _baseline(records: CourseRecords) -> Figure:
    found = baseline_standing(records)
    label = _("Baseline")
    if found.used is None:
        return Figure(label, NONE_KNOWN, _("no score close enough before the first session"))
    notes = [day_of(found.used.taken_at)]
    if found.used.stale:
        notes.append(_("{days} days before session 1").format(days=found.used.days_before_first_session))
    if found.used.low:
        notes.append(_("below {points}, so no percent").format(points=LOWEST_USABLE_BASELINE))
    if found.counts:
        by_rule = f"{found.derived.total:g}" if found.derived else NONE_KNOWN
        notes.append(_("chosen; {total} by rule").format(total=by_rule))
    return Figure(label, f"{found.used.total:g}", ", ".join(notes))


def _change(last: Standing | None) -> Figure:
    label = _("Change from baseline")
    if last is None or last.points is None:
        return Figure(label, NONE_KNOWN, _("takes a score and a baseline"))
    words = [f"{abs(last.percent_change):g} %"] if last.percent_change else []
    if last.status is not None:
        words.append(status_words(last.status))
    direction = _("{points:g} lower") if last.points < 0 else _("{points:g} higher")
    value = direction.format(points=abs(last.points)) if last.points else _("no change")
    return Figure(label, value, ", ".join(words))


def response(last: Standing | None) -> Fact:
    """Return at how many scores response was met, and which score ended it."""
    words = response_words(last) if last else ()
    return Fact(
        _("Response"),
        " · ".join(words) or _("not counted: no score after the first session, or no usable baseline"),
    )


def item9_label() -> str:
    """Return what the row of item 9 is called."""
    return _("{name} item 9").format(name=instruments()[PHQ9].abbreviation)


def item9_fact(answers: Item9) -> Fact:
    """Return the latest answer to item 9, the highest, and how often it was above 0; open is never 0."""
    phq9 = instruments()[PHQ9]
    if answers.latest is None:
        return Fact(item9_label(), _("not answered"))
    words = {option.value: _(option.label) for option in phq9.options_of(phq9.items[-1])}
    return Fact(
        item9_label(),
        _("latest {answer} ({words}) on {date} · highest {highest} · above 0 at {part}").format(
            answer=answers.latest.answer,
            words=words[answers.latest.answer].lower(),
            date=day_of(answers.latest.taken_at),
            highest=answers.highest,
            part=of(answers.above_zero, answers.answered),
        ),
    )


def item9_left_out() -> Fact:
    """Return that the page is without item 9, in its row."""
    return Fact(item9_label(), _("left out of this page by choice"))
