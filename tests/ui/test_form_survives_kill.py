"""What was typed into a form outlives the program being killed."""

import os
import signal
import subprocess
import sys
import time

from ketatrack.store.store import Store
from ketatrack.ui.forms.session_form import SessionForm
from ketatrack.ui.journal import Journal
from tests.records import course, patient
from tests.store.conftest import add

_TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ketatrack.store.store import Store
from ketatrack.ui.forms.session_form import SessionForm
from ketatrack.ui.journal import Journal

application = QApplication([])
form = SessionForm(Journal(Store.open(Path(sys.argv[1]))))
form.show()
QTest.keyClicks(form.fields["started_at"].editor, "2026-03-0")
QTest.keyClicks(form.grid.cell(2, "minutes"), "40")
QTest.keyClicks(form.grid.cell(2, "systolic"), "14")
QTest.keyClick(form.effects.chips["nausea"], Qt.Key.Key_Space)
QTest.keyClicks(form.fields["notes"].editor, "half a sent")
application.exec()
"""
_PATIENCE_S = 30


def test_a_killed_program_offers_everything_that_was_typed(tmp_path, qtbot):
    path = tmp_path / "mine.ketatrack"
    with Store.create(path) as store:
        add(store, of := patient(), course(of))
    typist = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(path)], env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    )
    try:
        until = time.monotonic() + _PATIENCE_S
        with Store.open(path) as store:
            while not store.drafts() and time.monotonic() < until:
                assert typist.poll() is None
                time.sleep(0.05)
    finally:
        typist.send_signal(signal.SIGKILL)
        typist.wait()

    with Store.open(path) as store:
        assert [draft.form for draft in store.drafts()] == ["sessions"]
    form = SessionForm(journal := Journal(Store.open(path)))
    qtbot.addWidget(form)
    assert form.restore_draft()
    assert form.fields["started_at"].editor.text() == "2026-03-0"
    assert form.grid.cell(2, "minutes").text() == "40"
    assert form.grid.cell(2, "systolic").text() == "14"
    assert form.effects.chips["nausea"].isChecked()
    assert form.fields["notes"].value() == "half a sent"
    assert form.more.is_open()
    assert not form.discard_button.isHidden()
    journal.close()
