"""The plan as a calendar file."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import tzlocal

from ketatrack.cli.arguments import (
    Command,
    a_date,
    asked_journal,
    chosen_course,
    parser_for,
    refuse_to_replace,
    take_course,
    take_replace,
)
from ketatrack.cli.noting import note, typed_at
from ketatrack.domain.calendar_choices import CALENDAR_SETTING, Audience, CalendarChoices
from ketatrack.domain.language import gettext as _

_BEGINNING = 512
"""Bytes of a calendar file in which it says what wrote it."""


def calendar() -> Command:
    """Write the planned dates as a calendar file."""
    parser = parser_for(
        "calendar",
        _(
            "Writes the planned dates that the clinic gave as OUT.ics, under a neutral title. Importing a "
            "newer file moves what was moved and cancels what was called off."
        ),
    )
    take_course(parser)
    parser.add_argument("out", type=Path, metavar="OUT.ics")
    parser.add_argument(
        "--for",
        dest="audience",
        choices=tuple(map(str, Audience)),
        default=str(Audience.PATIENT),
        help=_("whose calendar it is; what was ticked for them in the window is in it"),
    )
    parser.add_argument(
        "--date", type=a_date, metavar="YYYY-MM-DD", help=_("one date only; by default the whole plan")
    )
    take_replace(parser)
    return Command(parser, partial(_calendar, parser))


def _calendar(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.exchange.calendar_file import CalendarRequest, write_calendar

    if not _is_from_here(asked.out):  # a newer one is meant to take an older one's place
        refuse_to_replace(asked)
    audience = next(each for each in Audience if each == asked.audience)
    with asked_journal(parser, asked) as store:
        course = chosen_course(store, asked)
        zone = ZoneInfo(course.timezone) if course.timezone else tzlocal.get_localzone()
        now = datetime.now(zone)
        choices = CalendarChoices.of_setting(store.setting(CALENDAR_SETTING), audience)
        entry = write_calendar(
            store.course_records(course),
            store.history(),
            CalendarRequest(audience, choices, asked.date),
            asked.out,
            zone=zone,
            now=now,
            stamp=typed_at(now),
        )
        note(store, entry)
    print(_("{path} was written.").format(path=asked.out))
    return 0


def _is_from_here(file: Path) -> bool:
    """Say whether a file is a calendar that this command wrote."""
    from ketatrack.exchange.calendar_file import PRODUCT

    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return PRODUCT.encode() in stream.read(_BEGINNING)
