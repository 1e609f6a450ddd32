"""The dialogs and cards that pictures are taken of."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from ketatrack.domain.safety import fixed_emergency_signs
from ketatrack.domain.sheets import PAPER_SHEETS
from ketatrack.store.findings import Damage, Finding
from ketatrack.ui.damage_card import ChangedCard, DamageCard
from ketatrack.ui.dialogs.about_dialog import AboutDialog
from ketatrack.ui.dialogs.calendar_dialog import CalendarDialog
from ketatrack.ui.dialogs.export_dialog import ExportDialog
from ketatrack.ui.dialogs.fault_dialog import FaultDialog
from ketatrack.ui.dialogs.findings_dialog import FindingsDialog
from ketatrack.ui.dialogs.hand_over_log_dialog import HandOverLogDialog
from ketatrack.ui.dialogs.help_now_dialog import HelpNowDialog
from ketatrack.ui.dialogs.import_dialog import ImportDialog
from ketatrack.ui.dialogs.restore_dialog import RestoreDialog
from ketatrack.ui.dialogs.safety_cards import CrisisCard, EmergencyCard
from ketatrack.ui.dialogs.save_readable_dialog import SaveReadableDialog
from ketatrack.ui.dialogs.sheet_dialog import SheetDialog
from ketatrack.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from ketatrack.ui.journal import Journal
from tests.pictures.passphrases import passphrase_dialogs

CASES = Path(__file__).parents[1] / "cases"
REPORT = """KetaTrack 0.1.0
Python 3.11.7, Qt 6.11.3
Linux x86_64

ValueError
  ketatrack/ui/forms/form.py:243 in submit
  ketatrack/ui/forms/session_form.py:118 in changes
KeyError
  ketatrack/domain/sessions.py:61 in of_day"""

FINDINGS = [
    Finding(Damage.CHANGED, "Session S01, 2026-03-02 14:15", "sessions", "1"),
    Finding(Damage.STRUCTURE, "The file"),
    *[Finding(Damage.GONE, "Blood pressure that came into the journal on 2 Mar 2026", "readings")] * 12,
    *[
        Finding(Damage.STRAY, f"Side effect that came on {day} Mar 2026", "side_effects")
        for day in range(1, 29)
    ],
    Finding(Damage.PART_GONE, "Entries of the kind “Score”", "scores"),
    Finding(Damage.STOOD_IN, "Course that came into the journal on 1 Mar 2026", "courses"),
]


def dialogs(journal: Journal, faulty: Path) -> Iterator[tuple[str, QDialog]]:
    """Yield every dialog by name, the import with its preview of files that hold faults."""
    yield "help-now", HelpNowDialog(journal)
    yield "help-now-locked", HelpNowDialog(None, locked=True)
    yield "shortcuts", ShortcutsDialog()
    yield "about", AboutDialog(journal.store.path)
    yield "fault", FaultDialog("Something went wrong in the program; what was saved before is kept.", REPORT)
    yield "export", ExportDialog(journal)
    for sheet in PAPER_SHEETS:
        yield f"sheet-{sheet}", SheetDialog(journal, sheet)
    yield "hand-overs", HandOverLogDialog(journal)
    yield "calendar", CalendarDialog(journal)
    yield from passphrase_dialogs(journal)
    yield "findings", FindingsDialog(journal, FINDINGS)
    yield "save-readable", SaveReadableDialog(has_passphrase=True)
    dialog = ImportDialog(journal)
    dialog.look(CASES / "iv-boosters")
    yield "import", dialog
    refused = ImportDialog(journal)
    refused.look(faulty)
    yield "import-faults", refused
    store = journal.store
    yield "restore", RestoreDialog(store.path, store.key, store.path, "The backup of 2 May 2026, 09:10")


def cards(country: str | None) -> Iterator[tuple[str, QWidget]]:
    """Yield the cards that stand above a page after something was saved."""
    yield "card-crisis", CrisisCard(country, full=True)
    yield "card-crisis-line", CrisisCard(country, full=False)
    yield "card-damage", DamageCard(FINDINGS)
    yield "card-changed", ChangedCard(FINDINGS[:1])
    yield "card-emergency", EmergencyCard(fixed_emergency_signs(), country)


def write_faulty(folder: Path) -> None:
    """Write course files in which many rows are to be left out."""
    folder.mkdir()
    (folder / "course.csv").write_text("name,medication,route,mood ring\nFaulty,ketamine,iv,blue\n")
    lines = [
        "2026-03-02T14:15-05:00,,,9000,81,66,99,,left,",
        "2026-03-02T14:15,,,120,81,66,99,,left,",
        "2026-03-03T14:15-05:00,S9,,120,81,66,99,,left,",
        "2026-03-04T14:15-05:00,,,90,120,66,99,upside_down,left,a note as long as notes are " + "long " * 30,
    ]
    header = "taken_at,session,minutes,systolic,diastolic,pulse,spo2,context,arm,notes"
    (folder / "readings.csv").write_text("\n".join([header, *(lines * 6)]) + "\n", encoding="utf-8")
