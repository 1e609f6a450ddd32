"""One course as its CSV files, in a folder or a .zip: for spreadsheets, statistics and other programs."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Record
from ketatrack.domain.whole_file import write_whole
from ketatrack.exchange.csv_cells import writer
from ketatrack.exchange.csv_tables import SESSION, SESSIONS, TABLES, CsvTable

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of day is left out of archives, so that equal courses are equal files."""


def csv_files(course: CourseRecords) -> dict[str, bytes]:
    """Return the files of a course by name, in UTF-8; a kind without records has no file.

    A file with more than ASCII begins with a byte order mark, without which spreadsheets garble it.
    """
    of_kind: dict[type[Record], Sequence[Record]] = {
        type(records[0]): records
        for records in (
            [course.course],
            course.phases,
            course.sessions,
            course.readings,
            course.side_effects,
            course.scores,
            course.medicines,
        )
        if records
    }
    labels = {session.id: session.name for session in course.sessions}
    return {
        table.file: _sheet(table, of_kind[table.kind], labels) for table in TABLES if table.kind in of_kind
    }


def export_csv_folder(course: CourseRecords, out: Path) -> None:
    """Write the files of a course into a new or empty folder that only its owner can enter; all or none.

    Raises:
        JournalError: the folder holds something already, or cannot be written to.
    """
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise JournalError(_("{path} is there already. Choose a new folder.").format(path=out))
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".", ignore_cleanup_errors=True) as beside:
            whole = Path(beside) / out.name
            whole.mkdir(mode=0o700)
            for name, content in csv_files(course).items():
                write_whole(whole / name, content)
            if out.exists():
                out.rmdir()
            whole.rename(out)
    except OSError as error:
        raise JournalError(
            _("The folder {path} cannot be written: {reason}.").format(path=out, reason=error.strerror)
        ) from None


def export_csv_zip(course: CourseRecords, out: Path) -> None:
    """Write the files of a course into one .zip that only its owner can read; complete or absent.

    Raises:
        JournalError: the file cannot be written.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, content in csv_files(course).items():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.external_attr = 0o600 << 16
            files.writestr(member, content, zipfile.ZIP_DEFLATED)
    write_whole(out, archive.getvalue())


def _sheet(table: CsvTable, records: Sequence[Record], labels: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    sheet.writerow(table.columns)
    cells = [
        (attrgetter(table.field_of(column)), writer(table.kind, table.field_of(column)))
        for column in table.columns
    ]
    implied_values = [
        table.kind.model_fields[table.field_of(column)].default if column in table.implied else None
        for column in table.columns
    ]
    refers = table is not SESSIONS and SESSION in table.columns
    place = table.columns.index(SESSION) if refers else -1
    for record in records:
        values: list[Any] = [value_of(record) for value_of, _write in cells]
        if refers:
            values[place] = labels.get(values[place])
        sheet.writerow(
            "" if value is None or value == implied else write(value)
            for value, implied, (_value_of, write) in zip(values, implied_values, cells, strict=True)
        )
    content = text.getvalue()
    return content.encode() if content.isascii() else content.encode("utf-8-sig")
