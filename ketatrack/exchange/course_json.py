"""One course as one JSON file to hand over: the rows of its CSV files as objects, and what was kept back.

For programs and people who are to have this course and no more; the JSON of a whole journal is
`journal_json`.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import Handover
from ketatrack.domain.moments import moment_to_text
from ketatrack.domain.whole_file import write_whole
from ketatrack.exchange.csv_columns import columns_of
from ketatrack.exchange.excerpt import excerpt

FORMAT = "ketatrack-course"
VERSION = 1


def course_json(course: CourseRecords, choices: Handover) -> dict[str, Any]:
    """Return what the file holds: `removed` and `left_out` in sentences, then the rows by kind.

    Units and words are those of the CSV files; a value that is not known is null.

    Args:
        course: the whole course.
        choices: which days, and what is kept back.
    """
    shown = excerpt(course, choices)
    labels = {session.id: session.name for session in shown.records.sessions}
    records = {}
    for table in shown.tables:
        columns = columns_of(table, labels, shown.day_zero)
        records[table.file.removesuffix(".csv")] = [
            {column.name: _plain(column.value(record)) for column in columns} for record in shown.rows(table)
        ]
    return {
        "format": FORMAT,
        "version": VERSION,
        "removed": list(shown.removed),
        "left_out": list(shown.left_out),
        "records": records,
    }


def export_course_json(course: CourseRecords, out: Path, choices: Handover) -> None:
    """Write one course, readable by its owner only; the file is complete or absent.

    Args:
        course: the whole course.
        out: the file; an older one is replaced.
        choices: which days, and what is kept back.

    Raises:
        JournalError: the file cannot be written.
    """
    # ASCII, since half a character in a note has no bytes in UTF-8
    text = json.dumps(course_json(course, choices), allow_nan=False, indent=1)
    write_whole(out, f"{text}\n".encode("ascii"))


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: times as text with their offset."""
    if isinstance(value, datetime):
        return moment_to_text(value)
    return value.isoformat() if isinstance(value, date) else value
