"""Opening a journal for a command. Its passphrase comes by prompt, by file descriptor or in a key file.

It is never an argument or in the environment, which other programs of the computer can read.
"""

import getpass
import os
import sys
import warnings
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.passphrase import too_short
from ketatrack.store.first_look import is_damaged_journal
from ketatrack.store.header import schema_revision
from ketatrack.store.key import Key
from ketatrack.store.pages import looks_sealed
from ketatrack.store.refusals import damaged
from ketatrack.store.rescue import key_of_damaged
from ketatrack.store.store import Store
from ketatrack.store.strength import strength_words

_LONGEST_PASSPHRASE = 4096
"""Bytes read from a file descriptor or a key file."""


def take_opening(parser: ArgumentParser, *, descriptor: str = "--passphrase-fd") -> None:
    """Let the command be told where the passphrase of its journal comes from; else it asks."""
    parser.add_argument(
        descriptor,
        dest="opening_fd",
        type=int,
        metavar="N",
        help=_("read the journal’s passphrase or recovery code from this file descriptor"),
    )
    parser.add_argument(
        "--key-file",
        dest="opening_file",
        type=Path,
        metavar="FILE",
        help=_("read it from the first line of a file that nobody else can read"),
    )


def open_asked(asked: Namespace) -> Store:
    """Open the journal that was named.

    Raises:
        DamagedJournalError: it is damaged, whatever else it looks like.
        JournalError: it cannot be opened.
    """
    key = asked_key(asked.journal, asked)
    try:
        return Store.open(asked.journal, key)
    except JournalError as refusal:
        if is_damaged_journal(asked.journal, key, refusal):
            raise damaged(asked.journal) from refusal
        raise


def asked_key(path: Path, asked: Namespace) -> Key | None:
    """Return what opens a file: None without a passphrase, else the key of what was given or typed.

    Raises:
        JournalError: there is no file, or no passphrase can be read.
    """
    words = _asked_words(path, asked)
    return None if words is None else Key.of(path, words)


def asked_key_of_damaged(path: Path, asked: Namespace) -> Key | None:
    """Return what opens a file that may be damaged, as `asked_key`; its backups tell what it lost."""
    words = _asked_words(path, asked)
    return None if words is None else key_of_damaged(path, words)


def _asked_words(path: Path, asked: Namespace) -> str | None:
    if not has_passphrase(path):
        return None
    if "opening_words" not in asked:  # a descriptor can be read once, and a command may open two files
        asked.opening_words = given_words(asked.opening_fd, asked.opening_file)
    return words_for(path, asked.opening_words)


def has_passphrase(path: Path) -> bool:
    """Say whether a file, or what is left of it, opens with a passphrase; raises JournalError."""
    try:
        return schema_revision(path) is None
    except JournalError:
        return looks_sealed(path)


def words_for(path: Path, given: str | None) -> str:
    """Return the words that open a file; they are asked for where none were given."""
    return typed_words(_("Passphrase of {path}: ").format(path=path)) if given is None else given


def given_words(descriptor: int | None, file: Path | None) -> str | None:
    """Return the words that a file descriptor or a key file holds; None where neither was named.

    Raises:
        JournalError: it cannot be read, or others can read the file.
    """
    if descriptor is not None:
        return words_of_descriptor(descriptor)
    return None if file is None else _words_of_file(file)


def words_of_descriptor(number: int) -> str:
    """Return what a file descriptor holds; raises JournalError."""
    try:
        with os.fdopen(number, "rb") as stream:
            return _words(stream.read(_LONGEST_PASSPHRASE))
    except (OSError, UnicodeDecodeError) as error:
        raise JournalError(
            _("No passphrase can be read from file descriptor {number}: {reason}.").format(
                number=number, reason=error
            )
        ) from None


def _words_of_file(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            if os.name == "posix" and os.fstat(stream.fileno()).st_mode & 0o077:
                raise JournalError(
                    _("Others can read {path}. Make it yours alone, with mode 600, and try again.").format(
                        path=file
                    )
                )
            line, *_others = stream.read(_LONGEST_PASSPHRASE).splitlines() or [b""]
            return _words(line)
    except (OSError, UnicodeDecodeError) as error:
        raise JournalError(
            _("No passphrase can be read from {path}: {reason}.").format(path=file, reason=error)
        ) from None


def _words(stored: bytes) -> str:
    """Return the words that stand in a file; some editors put a mark of their own before them."""
    return stored.decode("utf-8-sig").strip()


def new_words(descriptor: int | None, file: Path | None) -> str:
    """Return a new passphrase, as it was given or typed twice, and say how strong it is.

    Raises:
        JournalError: it is too short, the two are not the same, or none can be read.
    """
    given = given_words(descriptor, file)
    words = typed_twice(_("New passphrase: ")) if given is None else given
    if problem := too_short(words):
        raise JournalError(problem)
    print(strength_words(words), file=sys.stderr)
    return words


def typed_twice(question: str) -> str:
    """Ask for words twice, unless none are typed; raises JournalError where the two are not the same."""
    words = typed_words(question)
    if words and typed_words(_("The same once more: ")) != words:
        raise JournalError(_("The two were not the same. Nothing was written."))
    return words


def typed_words(question: str) -> str:
    """Ask for words on the terminal, which does not show them; raises JournalError where there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(question).strip()
    except (getpass.GetPassWarning, EOFError):
        raise JournalError(
            _("There is no terminal to ask for the passphrase on. Give a file descriptor or a key file.")
        ) from None
