"""Making backups, listing them, and bringing one back."""

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ketatrack.cli.arguments import Command, parser_for, take_journal
from ketatrack.cli.opening import asked_key, given_words, has_passphrase, open_asked, words_for
from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.store.backup_survey import Surveyed, survey
from ketatrack.store.header import salt_of
from ketatrack.store.keeping import Made, keep_copy
from ketatrack.store.key import Key
from ketatrack.store.looking_into import Contents
from ketatrack.store.restoring import restore
from ketatrack.store.scheduled_backups import backup_before
from ketatrack.store.store import Store


def backup() -> Command:
    """Make a backup of a journal, or list those that there are."""
    parser = parser_for(
        "backup",
        _(
            "Makes a backup of a journal, opened and counted before it counts: in the usual place and the "
            "second place, or as the file OUT."
        ),
    )
    take_journal(parser)
    parser.add_argument(
        "out", nargs="?", type=Path, metavar="OUT", help=_("a new file in place of those places")
    )
    parser.add_argument("--list", action="store_true", help=_("list the backups, and make none"))
    _take_json(parser)
    return Command(parser, partial(_backup, parser))


def _backup(parser: ArgumentParser, asked: Namespace) -> int:
    if asked.list and asked.out is not None:
        parser.error(_("--list takes no OUT"))
    if asked.list:
        return _list(asked)
    if asked.out is not None:
        return _copy(asked)
    with open_asked(asked) as store:
        made = backup_before(store, Reason.HAND)
    if asked.json:
        print(json.dumps(_made_as_json(made), indent=1))
    else:
        print(_("{path} was made: {contents}.").format(path=made.backup.path, contents=_words(made.contents)))
    if made.second_trouble:
        print(made.second_trouble, file=sys.stderr)
    return 0


def back_up_or_say(store: Store, reason: Reason) -> None:
    """Make a backup before something is added to a journal; say so where none could be made, and go on."""
    try:
        backup_before(store, reason)
    except JournalError as error:
        print(_("No backup was made before it. {reason}").format(reason=error), file=sys.stderr)


def _copy(asked: Namespace) -> int:
    if asked.out.exists():
        raise JournalError(_("{path} is there already. Choose another name.").format(path=asked.out))
    contents = keep_copy(asked.journal, asked_key(asked.journal, asked), asked.out)
    if asked.json:
        print(json.dumps({"path": str(asked.out), **_as_json(contents)}, indent=1))
    else:
        print(_("{path} was made: {contents}.").format(path=asked.out, contents=_words(contents)))
    return 0


def _list(asked: Namespace) -> int:
    key = asked_key(asked.journal, asked)
    found = survey(asked.journal, key, {}, datetime.now(UTC), anew=True)
    if asked.json:
        print(json.dumps([_listed_as_json(each) for each in found.backups], indent=1))
        return 0
    for each in found.backups:
        held = _words(each.contents) if each.contents else _trouble(each)
        print(f"{each.backup.path}: {_(each.backup.reason.label)}, {held}")
    if not found.backups:
        print(_("There is no backup yet."))
    return 0


def _trouble(each: Surveyed) -> str:
    """Say why a backup was not counted; nothing where it was."""
    return each.trouble or ("" if each.contents else _("opens with an earlier passphrase"))


def restore_backup() -> Command:
    """Bring a backup back; what is there until then is kept as a backup first."""
    parser = parser_for(
        "restore",
        _(
            "Puts what a backup holds in a journal's place, whole or not at all. What is there now is kept "
            "as a backup first, so that restoring that one undoes it."
        ),
    )
    take_journal(parser)
    parser.add_argument("backup", type=Path, metavar="BACKUP", help=_("the backup"))
    parser.add_argument(
        "--backup-passphrase-fd",
        type=int,
        metavar="N",
        help=_("read the backup’s passphrase from this file descriptor, where it is not the journal’s"),
    )
    parser.add_argument(
        "--backup-key-file", type=Path, metavar="FILE", help=_("read it from the first line of a file")
    )
    _take_json(parser)
    return Command(parser, _restore)


def _restore(asked: Namespace) -> int:
    key = asked_key(asked.journal, asked) if asked.journal.exists() else None
    backup_key = _backup_key(asked, key)
    done = restore(asked.journal, key, asked.backup, backup_key)
    is_changed = (key and key.salt) != (backup_key and backup_key.salt)
    if asked.json:
        before = None if done.before is None else str(done.before)
        opening = {"has_passphrase": backup_key is not None, "passphrase_changed": is_changed}
        print(json.dumps({"kept": before, **opening, **_as_json(done.contents)}, indent=1))
        return 0
    print(_("{path} was restored: {contents}.").format(path=asked.journal, contents=_words(done.contents)))
    if is_changed:
        print(
            _("The backup has no passphrase: the journal opens without one now.")
            if backup_key is None
            else _("The journal opens with the passphrase of the backup now.")
        )
    if done.before is not None:
        print(_("What was there before is in {path}.").format(path=done.before))
    return 0


def _backup_key(asked: Namespace, key: Key | None) -> Key | None:
    """Return what opens the backup: what was given for it, else what opens the journal."""
    given = (asked.backup_passphrase_fd, asked.backup_key_file)
    if given == (None, None):
        is_same = key is not None and salt_of(asked.backup) == key.salt
        return key if is_same else asked_key(asked.backup, asked)
    if not has_passphrase(asked.backup):
        return None
    return Key.of(asked.backup, words_for(asked.backup, given_words(*given)))


def _take_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("for programs"))


def _words(contents: Contents) -> str:
    return ", ".join(
        (
            ngettext("{n} session", "{n} sessions", contents.sessions).format(n=contents.sessions),
            ngettext("{n} score", "{n} scores", contents.scores).format(n=contents.scores),
        )
    )


def _as_json(contents: Contents) -> dict[str, object]:
    return {"sessions": contents.sessions, "scores": contents.scores, "rows": dict(contents.rows)}


def _made_as_json(made: Made) -> dict[str, object]:
    return {
        "path": str(made.backup.path),
        "made_at": made.backup.made_at.isoformat(),
        "second_place": made.second_trouble,
        **_as_json(made.contents),
    }


def _listed_as_json(each: Surveyed) -> dict[str, object]:
    return {
        "path": str(each.backup.path),
        "made_at": each.backup.made_at.isoformat(),
        "reason": str(each.backup.reason),
        "size": each.size,
        "trouble": _trouble(each),
        **(_as_json(each.contents) if each.contents else {}),
    }
