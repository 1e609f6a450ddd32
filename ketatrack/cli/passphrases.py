"""Setting, changing and removing the passphrase of a journal, and reading its recovery code."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ketatrack.cli.arguments import Command, parser_for, take_journal
from ketatrack.cli.opening import new_words, open_asked
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.store.key import Key
from ketatrack.store.open_backups import open_backups
from ketatrack.store.sealing import change_passphrase


def passphrase() -> Command:
    """Set, change or remove a passphrase, or print the recovery code."""
    parser = parser_for(
        "passphrase",
        _("Sets, changes or removes the passphrase of a journal, or prints the code that opens it, too."),
    )
    take_journal(parser)
    parser.add_argument("what", choices=tuple(_WORK), metavar="WHAT", help=", ".join(_WORK))
    take_new_words(parser)
    return Command(parser, _passphrase)


def take_new_words(parser: ArgumentParser) -> None:
    """Let the command be told where a new passphrase comes from; else it asks."""
    parser.add_argument(
        "--new-passphrase-fd", type=int, metavar="N", help=_("read the new one from this file descriptor")
    )
    parser.add_argument(
        "--new-key-file", type=Path, metavar="FILE", help=_("read the new one from a file’s first line")
    )


def asked_new_key(asked: Namespace) -> Key:
    """Return the key of a new passphrase; raises JournalError where there is none, or it is too short."""
    return Key.new(new_words(asked.new_passphrase_fd, asked.new_key_file))


def _passphrase(asked: Namespace) -> int:
    with open_asked(asked) as store:  # brings an older one up to date, and tells a wrong passphrase
        key = store.key
    print(_WORK[asked.what](asked, key))
    return 0


def _set(asked: Namespace, key: Key | None) -> str:
    if key is not None:
        raise JournalError(_("{path} has a passphrase already. Use “change”.").format(path=asked.journal))
    new = asked_new_key(asked)
    change_passphrase(asked.journal, None, new)
    said = _(
        "{path} opens with its passphrase from now on. What was in the file before may remain on free parts "
        "of the disk and in earlier backups."
    ).format(path=asked.journal)
    return "\n".join((said, *_open_backups_words(asked.journal, new)))


def _open_backups_words(path: Path, key: Key) -> Iterator[str]:
    """Yield how many backups anybody can read, for each folder in which some lie."""
    try:
        folders = Counter(each.path.parent for each in open_backups(path, key))
    except JournalError as error:  # the passphrase is set all the same
        yield str(error)
        return
    for folder, count in folders.items():
        yield ngettext(
            "{count} backup of before can be read without the passphrase. It is in {folder}.",
            "{count} backups of before can be read without the passphrase. They are in {folder}.",
            count,
        ).format(count=count, folder=folder)


def _change(asked: Namespace, key: Key | None) -> str:
    change_passphrase(asked.journal, _having(asked, key), asked_new_key(asked))
    return _(
        "{path} opens with its new passphrase. Earlier backups open with the passphrase of their day, and an "
        "earlier recovery code opens the journal no longer."
    ).format(path=asked.journal)


def _remove(asked: Namespace, key: Key | None) -> str:
    change_passphrase(asked.journal, _having(asked, key), None)
    return _("{path} has no passphrase any more: whoever can read the file can read the journal.").format(
        path=asked.journal
    )


def _recovery(asked: Namespace, key: Key | None) -> str:
    return _having(asked, key).recovery_code


def _having(asked: Namespace, key: Key | None) -> Key:
    if key is None:
        raise JournalError(_("{path} has no passphrase.").format(path=asked.journal))
    return key


_WORK: Mapping[str, Callable[[Namespace, Key | None], str]] = {
    "set": _set,
    "change": _change,
    "remove": _remove,
    "recovery": _recovery,
}
