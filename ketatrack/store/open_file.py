"""The open file of a journal: taking hold of it, reading and writing in transactions, letting go of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record import Record
from ketatrack.store.findings import Finding
from ketatrack.store.header import schema_revision
from ketatrack.store.journal_file import create_journal, open_journal
from ketatrack.store.keepsakes import sealed, unsealed
from ketatrack.store.key import Key
from ketatrack.store.refusals import (
    StaleEditError,
    UnconfirmedSaveError,
    UnknownSaveError,
    refusals_in_words,
)
from ketatrack.store.rows import insert_runs


class OpenFile:
    """A journal's file while it is open."""

    def __init__(
        self, engine: Engine, path: Path, key: Key | None = None, *, reading_only: bool = False
    ) -> None:
        """Take an engine made by `journal_file`."""
        self.path = path
        self.reading_only = reading_only
        self.findings: Sequence[Finding] = ()
        """What is known to be wrong with the file; of a damaged one, from the beginning."""
        self._key = key
        self._opened: Engine | None = engine

    @classmethod
    def create(cls, path: Path, key: Key | None = None, records: Iterable[Record] = ()) -> Self:
        """Make a new journal, which a key of its own opens or everybody, and open it.

        Args:
            path: where; nothing is there.
            key: what opens it from now on.
            records: what it holds from the beginning, each after those it refers to.

        Raises:
            JournalError: something is there already, or disk or folder refuse; nothing was made.
        """
        return cls(create_journal(path, key, partial(insert_runs, records=records)), path, key)

    @classmethod
    def open(cls, path: Path, key: Key | None = None, *, reading_only: bool = False) -> Self:
        """Open an existing journal.

        Args:
            path: where it is.
            key: what opens it, where it has a passphrase.
            reading_only: writes nothing, not even what brings it up to date.

        Raises:
            LockedJournalError: it has a passphrase, and no key was given.
            WrongPassphraseError: the key does not open it.
            NewerJournalError: a newer version wrote it; the file is left untouched.
            JournalError: it is missing, unreadable, or no journal.
        """
        engine = open_journal(path, key, reading_only=reading_only)
        needed = key if schema_revision(path) is None else None
        return cls(engine, path, needed, reading_only=reading_only)

    def again(self, *, reading_only: bool = False) -> Self:
        """Open the same journal once more, for work on a thread, or only to read; raises JournalError."""
        return type(self).open(self.path, self._key, reading_only=reading_only or self.reading_only)

    @property
    def key(self) -> Key | None:
        """What opens the file; None without a passphrase, and once it is closed."""
        return self._key

    @property
    def has_passphrase(self) -> bool:
        """Say whether only a passphrase opens the file."""
        return self._key is not None

    def close(self) -> None:
        """Let go of the file and of what opens it: from now on everything that is asked is refused."""
        if self._opened is not None:
            self._opened.dispose()
        self._opened = None  # it holds the key, and would open the file again by itself
        self._key = None

    def seal(self, content: bytes) -> bytes:
        """Seal what is kept outside the journal, so that only its key opens it again."""
        return sealed(self._own_key(), content)

    def unseal(self, content: bytes) -> bytes:
        """Return what was sealed; raises JournalError where this journal's key did not seal it."""
        return unsealed(self._own_key(), content)

    def _own_key(self) -> Key:
        if self._key is None:
            raise ValueError("nothing is sealed for a journal that is open to everybody")
        return self._key

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
        with refusals_in_words(self.path), self._engine.connect() as connection:
            yield connection

    @property
    def _engine(self) -> Engine:
        if self._opened is None:
            raise JournalError(_("This journal was closed. Open it again."))
        return self._opened

    @property
    def _writer(self) -> Engine:
        return self._engine.execution_options(immediate=True)

    @contextmanager
    def _writing(self, is_there: Callable[[Connection], bool]) -> Iterator[Connection]:
        """Let all that is written meanwhile be written in one transaction, or none of it.

        Args:
            is_there: says, reading the file anew, whether that is in it. It is asked where all was written
                and only the end of the transaction was refused: the disk may have taken that nevertheless.

        Raises:
            StaleEditError: it does not fit with the others; nothing was saved.
            UnconfirmedSaveError: it is saved, but the disk did not confirm that it lasts.
            UnknownSaveError: the disk refused the end, and what came of it cannot be read.
            JournalError: disk, folder or file refuse; nothing was saved.
        """
        if self.reading_only:
            raise JournalError(_("This journal is open for reading only. Nothing was saved."))
        all_written = False
        try:
            with refusals_in_words(self.path), self._writer.begin() as connection:
                yield connection
                all_written = True
        except IntegrityError as error:
            raise StaleEditError(
                _(
                    "This does not fit with what the journal holds by now: another entry has the same "
                    "name, or one that belongs to it was added or removed. Nothing was saved; look again "
                    "and repeat."
                )
            ) from error
        except JournalError as error:
            if all_written and self._found_there(is_there):
                raise UnconfirmedSaveError from error
            raise

    def _found_there(self, is_there: Callable[[Connection], bool]) -> bool:
        try:
            with self._reading() as connection:
                return is_there(connection)
        except JournalError as error:
            raise UnknownSaveError from error
