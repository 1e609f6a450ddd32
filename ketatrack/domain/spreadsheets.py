"""Text in files that a spreadsheet may open: none of it is taken for a formula, and all of it comes back.

A text that begins like a formula is written with an apostrophe before it, and so is one that already looks
guarded like that; reading takes one apostrophe off.
"""

import re

_BEGINS = r"[=+\-@\t\r\n＝＋－＠]"
"""OWASP, "CSV Injection"; the wide ones count in spreadsheets of East Asia."""
_FORMULA = re.compile(f"'*{_BEGINS}")
_GUARDED = re.compile(f"'+{_BEGINS}")


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet calculates."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a guarded cell stands for."""
    return cell[1:] if _GUARDED.match(cell) else cell
