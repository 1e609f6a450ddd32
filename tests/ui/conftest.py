"""A small journal on screen, for tests of forms and pages."""

from pathlib import Path

import pytest

from ketatrack.charts.palette import LIGHT
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from ketatrack.ui.journal import Journal
from ketatrack.ui.theme import apply_theme
from tests import records as make


@pytest.fixture
def small_journal(tmp_path: Path, qapp):  # noqa: ARG001 - an undo stack wants an application
    """One patient and one course in Berlin, nothing written down yet."""
    store = Store.create(tmp_path / "mine.ketatrack")
    who = make.patient(name="Alex")
    course = make.course(who)
    store.apply(
        [Change(None, record) for record in (who, course)],
        at=make.at("2026-03-02T14:15+01:00"),
        by=Author.PATIENT,
    )
    journal = Journal(store)
    yield journal
    journal.close()


@pytest.fixture
def styled(qapp):
    """The window as it looks, with its sizes."""
    apply_theme(qapp, LIGHT)
    yield
    qapp.setStyleSheet("")
