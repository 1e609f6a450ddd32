"""Gives the programs that KetaTrack starts, such as a browser, the libraries of the system again.

PyInstaller's loader points the library path at the bundle; this program has found its own by then.
"""

import os

_PATH = "LD_LIBRARY_PATH"
_original = os.environ.pop(f"{_PATH}_ORIG", None)
if _original is None:
    os.environ.pop(_PATH, None)
else:
    os.environ[_PATH] = _original
