"""The open file of a journal: taking hold of it, reading and writing in transactions, letting go of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from ketatrack.store.journal_file import create_journal, open_journal
from ketatrack.store.refusals import StaleEditError, refusals_in_words


class OpenFile:
    """A journal's file while it is open."""

    def __init__(self, engine: Engine, path: Path) -> None:
        """Take an engine made by `journal_file`."""
        self.path = path
        self._engine = engine
        self._writer = engine.execution_options(immediate=True)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new, empty journal and open it; raises JournalError."""
        return cls(create_journal(path), path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing journal; raises JournalError."""
        return cls(open_journal(path), path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Use the store in a with statement."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the store."""
        self.close()

    def check(self) -> list[str]:
        """Return what SQLite finds wrong with the file and its references; empty when it is whole."""
        with self._reading() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            strays = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [line for line in found if line != "ok"] + [
            f"{row[0]}: a row refers to a missing row of {row[2]}" for row in strays
        ]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with refusals_in_words(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with refusals_in_words(), self._writer.begin() as connection:
                yield connection
        except IntegrityError as error:
            raise StaleEditError(
                "This does not fit with what the journal holds by now: another entry has the same name, or "
                "one that belongs to it was added or removed. Nothing was saved; look again and repeat."
            ) from error
