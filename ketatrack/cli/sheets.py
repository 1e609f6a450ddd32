"""Sheets for somebody else: the caregiver's card, the visit sheet, a session's and that of side effects."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ketatrack.cli.arguments import (
    Command,
    asked_journal,
    asked_period,
    asked_questions,
    chosen_course,
    parser_for,
    refuse_to_replace,
    take_course,
    take_item9,
    take_period,
    take_questions,
    take_replace,
)
from ketatrack.cli.noting import moment_of, note_file
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import Contact, PlannedItem
from ketatrack.domain.sheets import CardChoices, CardPart, date_of_card, session_of_sheet
from ketatrack.store.store import Store

if TYPE_CHECKING:
    from ketatrack.reports.sheet_page import SheetPage


def card() -> Command:
    """Make the caregiver's card."""
    parser = parser_for(
        "card", _("Makes the card for the caregiver, one page about the next planned date, and notes it.")
    )
    _take_sheet(parser)
    parser.add_argument(
        "--with",
        dest="parts",
        type=_card_parts,
        default=frozenset(),
        metavar="PARTS",
        help=_("also on the card, with commas between: {parts}").format(parts=", ".join(CardPart)),
    )
    return Command(parser, partial(_card, parser))


def visit_sheet() -> Command:
    """Make the visit sheet."""
    parser = parser_for(
        "visit-sheet",
        _("Makes the visit sheet, one page about what is new since the last visit, and notes it."),
    )
    _take_sheet(parser)
    take_questions(parser)
    take_item9(parser)
    return Command(parser, partial(_visit_sheet, parser))


def session_sheet() -> Command:
    """Make the sheet of one session."""
    parser = parser_for(
        "session-sheet",
        _("Makes the sheet of one session for the patient's file, with readings and events, and notes it."),
    )
    _take_sheet(parser)
    parser.add_argument(
        "--session", metavar="NAME", help=_("which session, by its name; the last one that was followed else")
    )
    parser.add_argument(
        "--with-notes", action="store_true", help=_("with words of your own: intention, notes, remarks")
    )
    return Command(parser, partial(_session_sheet, parser))


def effects_sheet() -> Command:
    """Make the sheet of side effects."""
    parser = parser_for(
        "effects-sheet",
        _("Makes the sheet of side effects, one page by horizon with what to mention, and notes it."),
    )
    _take_sheet(parser)
    take_period(parser)
    return Command(parser, partial(_effects_sheet, parser))


def _take_sheet(parser: ArgumentParser) -> None:
    take_course(parser)
    parser.add_argument("out", type=Path, metavar="OUT.pdf|OUT.txt")
    parser.add_argument("--for", dest="for_whom", default="", metavar="NAME", help=_("for whom it is"))
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    take_replace(parser)


def _card_parts(text: str) -> frozenset[CardPart]:
    asked = [part.strip() for part in text.split(",")]
    if unknown := [part for part in asked if part not in list(CardPart)]:
        raise ArgumentTypeError(
            _("“{part}” is none of {lists}").format(part=unknown[0], lists=", ".join(CardPart))
        )
    return frozenset(part for part in CardPart if part in asked)


def _card(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.reports.caregiver_card import caregiver_card

    choices = CardChoices(for_whom=asked.for_whom, parts=asked.parts)
    with asked_journal(parser, asked) as store:
        records, now = _course(store, asked)
        contacts = store.find(Contact, patient_id=records.patient.id)
        page = caregiver_card(records, contacts, choices, now)
        item = date_of_card(records, choices, now.date())
        _hand_over(store, records, page, asked, Sheet.CAREGIVER_CARD, now, [item] if item else [])
    return 0


def _visit_sheet(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.reports.visit_sheet import visit_sheet

    with asked_journal(parser, asked) as store:
        records, now = _course(store, asked)
        questions = asked_questions(parser, asked, store, records.course)
        page = visit_sheet(records, Handover(item9=not asked.without_item9, questions=questions), now)
        _hand_over(store, records, page, asked, Sheet.VISIT_SHEET, now, [])
    return 0


def _session_sheet(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.reports.session_sheet import session_sheet

    with asked_journal(parser, asked) as store:
        records, now = _course(store, asked)
        named = next((each for each in records.sessions if each.name == asked.session), None)
        if asked.session is not None and named is None:
            raise JournalError(
                _("The course has no session “{name}”. Give one of its names.").format(name=asked.session)
            )
        session = session_of_sheet(records, named.id if named else None)
        if session is None:
            raise JournalError(_("The course has no session yet. Log one first."))
        page = session_sheet(records, session, now, own_words=asked.with_notes)
        _hand_over(store, records, page, asked, Sheet.SESSION_SHEET, now, [])
    return 0


def _effects_sheet(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.reports.side_effect_sheet import side_effect_sheet

    period = asked_period(parser, asked)
    with asked_journal(parser, asked) as store:
        records, now = _course(store, asked)
        page = side_effect_sheet(records, period, now)
        _hand_over(store, records, page, asked, Sheet.SIDE_EFFECTS, now, [])
    return 0


def _course(store: Store, asked: Namespace) -> tuple[CourseRecords, datetime]:
    """Return the course that was named, and this moment on its clocks."""
    course = chosen_course(store, asked)
    return store.course_records(course), moment_of(course)


def _hand_over(
    store: Store,
    records: CourseRecords,
    page: "SheetPage",
    asked: Namespace,
    sheet: Sheet,
    now: datetime,
    dates: list[PlannedItem],
) -> None:
    """Write the file, note that it left, and say what was changed in the person's words."""
    from ketatrack.reports.sheet_page import leaving
    from ketatrack.reports.sheet_pdf import write_sheet

    refuse_to_replace(asked)
    write_sheet(page, asked.out, paper=asked.paper, made=now)
    note_file(store, records, sheet, now, held=leaving(page), for_whom=asked.for_whom, dates=dates)
    print("\n".join((_("{path} was written.").format(path=asked.out), *page.remarks)))
