"""The figures of a course, as text to read or as JSON for programs."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial

from ketatrack.cli.arguments import Command, asked_course, parser_for, take_course
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.summary import CourseSummary, as_json, summarise


def summary() -> Command:
    """Print the figures of a course."""
    parser = parser_for("summary", _("Prints the figures of a course."))
    take_course(parser)
    parser.add_argument("--json", action="store_true", help=_("every figure, for programs"))
    return Command(parser, partial(_summary, parser))


def _summary(parser: ArgumentParser, asked: Namespace) -> int:
    with asked_course(parser, asked) as course:
        figures = summarise(course)
    if asked.json:
        print(json.dumps(as_json(figures), indent=1))
        return 0
    print(course.course.name)
    for label, value in _lines(figures):
        print(f"  {label}: {value}")
    return 0


def _lines(figures: CourseSummary) -> Iterator[tuple[str, str]]:
    """Yield what stands on each line of the readable text: its label and its value."""
    phq9 = instruments()[PHQ9]
    unknown = _("not known")
    counts = figures.counts
    yield (
        _("Sessions"),
        _("{count}, of which {not_given} not given").format(
            count=counts.sessions, not_given=figures.sessions_not_given
        ),
    )
    yield _("Readings"), str(counts.readings)
    yield (
        _("Side effects"),
        _counted({label_of_effect(effect): each.times for effect, each in figures.side_effects.items()}),
    )
    yield _("Scores"), str(counts.scores)
    yield _("Other medicines"), str(counts.medications)
    compared, last = figures.baseline, figures.latest
    yield (
        _("{name} baseline").format(name=phq9.abbreviation),
        _("{total:g} on {day}").format(total=compared.total, day=date_in_words(local_date(compared.taken_at)))
        if compared
        else unknown,
    )
    yield (
        _("Latest {name}").format(name=phq9.abbreviation),
        _("{total:g} on {day}").format(total=last.total, day=date_in_words(local_date(last.taken_at)))
        if last
        else unknown,
    )
    if last and last.percent_change is not None:
        change = _("{percent:g} % lower") if last.percent_change >= 0 else _("{percent:g} % higher")
        yield _("Change from baseline"), change.format(percent=abs(last.percent_change))
    if last and last.status is not None:
        yield _("Response now"), _(last.status.label)
    yield _("Stretches in response"), str(len(figures.response_episodes))
    yield _("{name} not fully answered").format(name=phq9.abbreviation), str(figures.incomplete_phq9)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or _("none")
