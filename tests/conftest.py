"""What every test shares. No test needs a screen, a network or a file outside its temporary folder."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
