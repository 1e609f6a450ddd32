"""Pictures of what is printed and saved: the Course Profile, also in grey, and the charts as files."""

import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pypdfium2

from ketatrack.charts.files import save_chart
from ketatrack.charts.gallery import CHARTS
from ketatrack.charts.live_chart import live_chart
from ketatrack.charts.palette import DARK, PAPER
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords
from ketatrack.domain.handover import WHOLE_HANDOVER, AppendixPart, Handover
from ketatrack.domain.selection import EVERYTHING, Selection
from ketatrack.domain.sheets import CardChoices, CardPart
from ketatrack.reports.caregiver_card import caregiver_card
from ketatrack.reports.clinic_question import ask_the_clinic
from ketatrack.reports.drawings import Paper
from ketatrack.reports.pdf import write_report
from ketatrack.reports.session_sheet import session_sheet
from ketatrack.reports.sheet_pdf import sheet_pdf
from ketatrack.reports.side_effect_sheet import side_effect_sheet
from ketatrack.reports.visit_sheet import visit_sheet
from ketatrack.store.store import Store
from tests.followed_course import BEGAN, esketamine_session, long_session, not_begun
from tests.pictures.journals import JOURNALS
from tests.pictures.window import is_wanted
from tests.planned_course import NOW, bare_course, contacts, long_course, telling_course

_DPI = 100
_HANDOVERS = {
    "": WHOLE_HANDOVER,
    "-lists": Handover(appendix=tuple(AppendixPart)),
    "-nameless": Handover(appendix=tuple(AppendixPart), deidentified=True),
}
"""The page alone, with every list after it, and so without names."""
_SELECTIONS = {"": EVERYTHING, "-marked": Selection(events=True, journal=True)}
_NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def main() -> None:
    """Render the pages and charts of every course of every journal; words narrow them."""
    folder, *words = sys.argv[1:]
    out = Path(folder)
    with tempfile.TemporaryDirectory() as temporary:
        for name, make in JOURNALS.items():
            with make(Path(temporary)) as store:
                for number, records in enumerate(_courses(store), start=1):
                    _print(records, out, f"{name}-{number}", Path(temporary), words)
    for name, records in (("bare", bare_course()), ("full", telling_course()), ("long", long_course())):
        _print_sheets(records, out, name, words)
    for name, records in (("begun", not_begun()), ("usual", esketamine_session()), ("long", long_session())):
        _print_session(records, out, name, words)


def _print_session(records: CourseRecords, out: Path, mark: str, words: Sequence[str]) -> None:
    """Render the sheet of a session on every page that it takes, and its chart."""
    session, now = records.sessions[0], BEGAN + timedelta(hours=9)
    for paper in get_args(Paper):
        if is_wanted(f"sheet-session-{mark}", words):
            page = session_sheet(records, session, now, own_words=True)
            for number, sheet in enumerate(pypdfium2.PdfDocument(sheet_pdf(page, paper, now)), start=1):
                seen = sheet.render(scale=_DPI / 72).to_pil()
                seen.save(out / f"sheet-session-{mark}-{paper}-{number}.png")
                seen.convert("L").save(out / f"sheet-session-{mark}-{paper}-{number}-grey.png")
    for word, palette in (("light", PAPER), ("dark", DARK)):
        if is_wanted(f"chart-live-{mark}-{word}", words):
            save_chart(live_chart(records, session), out / f"chart-live-{mark}-{word}.png", palette)


def _courses(store: Store) -> list[CourseRecords]:
    from ketatrack.domain.records import Course

    return [store.course_records(course) for course in store.find(Course)]


def _print_sheets(records: CourseRecords, out: Path, mark: str, words: Sequence[str]) -> None:
    """Render each sheet for somebody else, the card with nothing and with everything ticked."""
    others = contacts(records)
    pages = {
        "card": caregiver_card(records, others, CardChoices("Kim"), NOW),
        "card-all": caregiver_card(records, others, CardChoices("Kim", None, frozenset(CardPart)), NOW),
        "ask": ask_the_clinic(records, "Is four weeks all right while I travel?", NOW),
        "effects": side_effect_sheet(records, WHOLE_COURSE, NOW),
        "visit": visit_sheet(records, Handover(questions=("May I drive?",)), NOW),
    }
    for name, page in pages.items():
        if not is_wanted(f"sheet-{name}-{mark}", words):
            continue
        for paper in get_args(Paper):
            (picture,) = pypdfium2.PdfDocument(sheet_pdf(page, paper, NOW))
            seen = picture.render(scale=_DPI / 72).to_pil()
            seen.save(out / f"sheet-{name}-{mark}-{paper}.png")
            seen.convert("L").save(out / f"sheet-{name}-{mark}-{paper}-grey.png")


def _print(records: CourseRecords, out: Path, mark: str, temporary: Path, words: Sequence[str]) -> None:
    for held, choices in _HANDOVERS.items():
        for paper in get_args(Paper):
            if is_wanted(f"paper-{mark}{held}-{paper}", words):
                _print_page(records, choices, out / f"paper-{mark}{held}", paper, temporary)
    for name, chart in CHARTS.items():
        for marked, selection in _SELECTIONS.items():
            for word, palette in (("light", PAPER), ("dark", DARK)):
                picture = f"chart-{name}-{mark}{marked}-{word}"
                if is_wanted(picture, words):
                    save_chart(chart(records, selection), out / f"{picture}.png", palette)


def _print_page(records: CourseRecords, choices: Handover, stem: Path, paper: Paper, temporary: Path) -> None:
    pdf = temporary / f"{stem.name}-{paper}.pdf"
    write_report(records, pdf, choices, paper=paper, now=_NOW)
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        picture = page.render(scale=_DPI / 72).to_pil()
        picture.save(stem.with_name(f"{stem.name}-{paper}-{number}.png"))
        picture.convert("L").save(stem.with_name(f"{stem.name}-{paper}-{number}-grey.png"))
    document.close()


if __name__ == "__main__":
    main()
