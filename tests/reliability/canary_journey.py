"""The whole program on a journal that holds the canary, with a person at it: `canary_journey JOURNAL WORDS`.

The person unlocks it, looks at every page, begins a form, saves an entry, looks at a sheet, and locks it or
stays until the program is killed.
"""

import os
import sys
import time
import traceback
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ketatrack.ui.background import is_busy
from ketatrack.ui.pages.unlock_page import UnlockPage
from tests.journeys.hands import Hands
from tests.journeys.programs import run
from tests.reliability.canaries import CANARY

PAGES = ("today", "sessions", "mood", "charts", "plan", "report", "caregiver", "settings")


def rest() -> None:
    """Let the window go on until no work is under way; asleep, so that other threads get their turn."""
    while True:
        QApplication.processEvents()
        time.sleep(0.01)
        if not is_busy():
            return


def look_around(hands: Hands) -> None:
    """Do what a person does in an evening, and say when it is done."""
    rest()
    if isinstance(hands.page, UnlockPage):
        hands.page.passphrase.set_value(sys.argv[2])
        hands.page.submit()
        while hands.workspace.journal is None:
            rest()
    for page in PAGES:
        hands.workspace.show_page(page)
        rest()
    hands.workspace.show_form("readings")
    hands.workspace.form.fields["notes"].set_value(f"{CANARY} half a sentence")
    hands.workspace.form.keep_draft()
    hands.workspace.show_page("today")
    hands.workspace.run("sheet caregiver_card")
    rest()
    hands.dialog.close()
    hands.workspace.show_form("visits")
    hands.workspace.form.fields["notes"].set_value(CANARY)
    print("looked around", flush=True)


def look_around_or_end(hands: Hands) -> None:
    """End the program where something is in the way, rather than wait before a dialog that nobody sees."""
    try:
        look_around(hands)
    except BaseException:  # noqa: BLE001 - told to the test, which reads it
        traceback.print_exc()
        sys.stderr.write(f"{type(hands.page)} {hands.said} {hands.workspace.journal}")
        sys.stderr.flush()
        os._exit(3)


if __name__ == "__main__":
    sys.exit(run(look_around_or_end, Path(sys.argv[1]), stay="stay" in sys.argv))
