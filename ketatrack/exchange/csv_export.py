"""One course as its CSV files, in a folder or a .zip: for spreadsheets, statistics and other programs."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.whole_file import folder_to_be, write_whole
from ketatrack.exchange.csv_columns import columns_of
from ketatrack.exchange.csv_tables import CsvTable
from ketatrack.exchange.excerpt import ALL_OF_IT, Excerpt, excerpt

README = "README.txt"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of day is left out of archives, so that equal courses are equal files."""


def csv_files(course: CourseRecords, choices: Handover = ALL_OF_IT) -> dict[str, bytes]:
    """Return the files of a course by name, in UTF-8; a kind without records has no file.

    A file with more than ASCII begins with a byte order mark, without which spreadsheets garble it.

    Args:
        course: the whole course.
        choices: which days, and what is kept back.
    """
    return _sheets(excerpt(course, choices))


def export_csv_folder(course: CourseRecords, out: Path, choices: Handover = ALL_OF_IT) -> None:
    """Write the files of a course into a new or empty folder that only its owner can enter; all or none.

    Args:
        course: the whole course.
        out: the folder.
        choices: which days, and what is kept back; a text file beside the others says so.

    Raises:
        JournalError: the folder holds something already, or cannot be written to.
    """
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise JournalError(_("{path} is there already. Choose a new folder.").format(path=out))
        with folder_to_be(out) as beside:
            whole = beside / out.name
            whole.mkdir(mode=0o700)
            for name, content in _all_files(course, choices).items():
                write_whole(whole / name, content)
            if out.exists():
                out.rmdir()
            whole.rename(out)
    except FileNotFoundError:
        raise JournalError(
            _("There is no folder {folder}. Make it first, or choose another.").format(folder=out.parent)
        ) from None
    except OSError as error:
        raise JournalError(
            _("The folder {path} cannot be written: {reason}.").format(path=out, reason=error.strerror)
        ) from None


def export_csv_zip(course: CourseRecords, out: Path, choices: Handover = ALL_OF_IT) -> None:
    """Write the files of a course into one .zip that only its owner can read; complete or absent.

    Args:
        course: the whole course.
        out: the file; an older one is replaced.
        choices: which days, and what is kept back; a text file beside the others says so.

    Raises:
        JournalError: the file cannot be written.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, content in _all_files(course, choices).items():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.external_attr = 0o600 << 16
            files.writestr(member, content, zipfile.ZIP_DEFLATED)
    write_whole(out, archive.getvalue())


def _all_files(course: CourseRecords, choices: Handover) -> dict[str, bytes]:
    """Return the files of a course and the text that says what they hold."""
    shown = excerpt(course, choices)
    text = "\n".join((_("The files of one course of a journal."), *shown.remarks, ""))
    return _sheets(shown) | {README: text.encode()}


def _sheets(shown: Excerpt) -> dict[str, bytes]:
    labels = {session.id: session.name for session in shown.records.sessions}
    return {table.file: _sheet(table, shown, labels) for table in shown.tables if shown.rows(table)}


def _sheet(table: CsvTable, shown: Excerpt, labels: Mapping[str, str]) -> bytes:
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    rows = shown.rows(table)
    columns = [
        column
        for column in columns_of(table, labels, shown.day_zero)
        if not column.is_seldom or any(column.cell(record) for record in rows)
    ]
    sheet.writerow(column.name for column in columns)
    for record in rows:
        sheet.writerow(column.cell(record) for column in columns)
    content = text.getvalue()
    return content.encode() if content.isascii() else content.encode("utf-8-sig")
