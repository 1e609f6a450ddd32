"""Pictures of the time after a session: each question, the check-in, the integration journal, Today's card.

At 300 % the window has the size that a common screen leaves at that scale.
"""

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.integration import journal_prompts
from ketatrack.domain.records import (
    CheckIn,
    CheckInPlan,
    FollowedSession,
    JournalEntry,
    Record,
    Session,
    SessionEvent,
)
from ketatrack.store.store import Change, Store
from ketatrack.ui.theme import Scheme
from tests import records as make
from tests.pictures.journals import LONG
from tests.pictures.window import Camera

_SMALL = (640, 360)
"""Pixels of a Full HD screen at 300 %."""


def main() -> None:
    """Take the pictures of one scale; words after it narrow them."""
    out, scale, *words = sys.argv[1:]
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        camera = Camera(Path(out), scale, words, Path(temporary))
        if scale == "300":
            camera.window.resize(*_SMALL)
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            camera.workspace.looks.choose(scheme)
            for name, long in (("usual", False), ("long", True)):
                folder = Path(temporary) / f"{scheme}-{name}"
                folder.mkdir()
                camera.workspace.open_store(_journal(folder, long=long), remember=False)
                _walk(camera, f"{name}-{scheme}")
        camera.workspace.close_journal()
        camera.window.close()
    del application


def _journal(folder: Path, *, long: bool) -> Store:
    """A session of this morning that was followed, one of a day ago with a check-in, ten years of writing."""
    store = Store.create(folder / "after.ketatrack")
    who = make.patient(name="Alex", country="IE")
    course = make.course(who)
    now = datetime.now(UTC).astimezone(ZoneInfo(course.timezone)).replace(second=0, microsecond=0)
    begun = (now - timedelta(hours=2)).isoformat(timespec="minutes")
    session = make.session(course, f"S7 {LONG}" if long else "S7", begun)
    about = make.STAMP | {"course_id": course.id, "session_id": session.id}
    followed = FollowedSession(**about, opened_at=session.started_at, closed_at=now, observe_minutes=150)
    plan = CheckInPlan(
        **make.STAMP, course_id=course.id, hours=(1, 24, 72), asks_for=("mood_now", "anxiety_now", "pain_nrs")
    )
    dose = SessionEvent(**about, happened_at=session.started_at, event=EventKind.DOSE)
    felt = [
        make.side_effect(course, effect, session_id=session.id)
        for effect in ("dissociation", LONG if long else "nausea")
    ]
    met = CheckIn(**about, after_hours=72, answered_at=now, words="Slept well.")
    written = [
        who,
        course,
        session,
        followed,
        dose,
        plan,
        *felt,
        met,
        *_entries(course.id, session, long=long),
    ]
    store.apply([Change(None, each) for each in written], at=now, by=make.STAMP["recorded_by"])
    return store


def _entries(course_id: str, session: Session, *, long: bool) -> list[Record]:
    words = (
        f"{LONG} " * 40 if long else "It was quiet, and I thought of the sea.\n\nI want to walk more. " * 3
    )
    tags = (LONG, f"{LONG[:30]} und") if long else ("sea", "walking")
    return [
        JournalEntry(
            **make.STAMP,
            course_id=course_id,
            session_id=session.id if number % 3 == 0 else None,
            happened_at=session.started_at - timedelta(days=9 * number),
            prompt=journal_prompts()[number % 12] if number % 2 else "",
            words=words,
            tags=tags[: number % 3],
        )
        for number in range(400)
    ]


def _walk(camera: Camera, mark: str) -> None:
    workspace, journal = camera.workspace, camera.workspace.journal
    if journal is None:
        raise RuntimeError("no journal is open")
    session = journal.records().sessions[-1]
    camera.take(f"after-today-{mark}", show=partial(workspace.show_page, "today"))
    workspace.show_form(f"session_experiences.{session.id}")
    form = workspace.form
    for question in form.asked:
        name = question.key.replace(".", "-")
        camera.take(f"after-{name}-{mark}", show=partial(form.go_to, question.key))
    form.go_to("pleasantness")
    form.fields["pleasantness"].set_value(6)
    camera.take(f"after-answered-{mark}")
    form.go_to("effects")
    form.fields["effects"].set_value(["nausea", "my own words & more"])
    camera.take(f"after-effects-chosen-{mark}")
    camera.take(f"after-end-{mark}", show=partial(form.go_to, ""))
    camera.take(f"after-check-in-{mark}", show=partial(workspace.show_form, f"check_ins.{session.id}+1"))
    camera.take(f"after-check-ins-chosen-{mark}", show=partial(workspace.show_form, "check_in_plans"))
    camera.take(f"after-journal-form-{mark}", show=partial(workspace.show_form, "journal_entries"))
    entry = journal.records().following.journal[-2]
    camera.take(
        f"after-journal-edit-{mark}", show=partial(workspace.show_form, f"journal_entries:{entry.id}")
    )
    camera.take(f"after-journal-{mark}", show=partial(workspace.show_page, "integration"))
    workspace.show_page("sessions")
    page = camera.window.stack.currentWidget()
    camera.take(f"after-sessions-{mark}")
    for place, button in enumerate(page.segments):
        if button.text() in {"How it was", "Check-ins"}:
            camera.take(f"after-listing-{place}-{mark}", show=partial(page.choose_listing, place))


if __name__ == "__main__":
    main()
