"""What a disk holds after the power went: replays the system calls of a child up to a moment.

A disk is sure to keep what was written to a file only once that file was synced, and what a folder lists
only once the folder was. Of what was not synced, each write may have reached the disk or not, in any order,
and one may be torn at a sector; of the changes of a folder, which file systems keep in order, the first ones
may have.
"""

import posixpath
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.strace import Call

_SECTOR = 512
_Write = tuple[int, int, bytes | None]
"""The file, where in it, and what is written; without content, the file ends there from now on."""
_Move = tuple[str, dict[str, int | None]]
"""The folder, and which names stand for which files from now on, or for none: all of it at once."""
Files = dict[str, bytes]
"""What a disk holds: the content of each file by its path."""


@dataclass(slots=True)
class Disk:
    """Files by number and what folders list, as a power cut leaves them for sure; and what is on its way."""

    contents: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    writes: list[_Write] = field(default_factory=list)
    moves: list[_Move] = field(default_factory=list)

    def sync_file(self, number: int) -> None:
        """Make sure of what was written to a file."""
        self._write([write for write in self.writes if write[0] == number])
        self.writes = [write for write in self.writes if write[0] != number]

    def sync_folder(self, folder: str) -> None:
        """Make sure of what a folder lists."""
        self._move([move for move in self.moves if move[0] == folder])
        self.moves = [move for move in self.moves if move[0] != folder]

    def _write(self, writes: Sequence[_Write]) -> None:
        for number, place, data in writes:
            content = self.contents.setdefault(number, bytearray())
            if data is None:
                del content[place:]
            if len(content) < place:
                content.extend(bytes(place - len(content)))
            if data is not None:
                content[place : place + len(data)] = data

    def _move(self, moves: Sequence[_Move]) -> None:
        for _folder, changed in moves:
            self.names = _changed(self.names, changed)

    def after(self, writes: Sequence[_Write], moves: Sequence[_Move]) -> Files:
        """Return what is there if only these of the pending writes and moves reached the disk."""
        left = Disk(self.contents, dict(self.names))
        touched = {number for number, _place, _data in writes}
        left.contents = self.contents | {n: bytearray(self.contents.get(n, b"")) for n in touched}
        left._write(writes)
        left._move(moves)
        return {name: bytes(left.contents.get(number, b"")) for name, number in left.names.items()}

    def cuts(self, chance: random.Random, samples: int) -> Iterator[Files]:
        """Yield what may be there if the power goes now."""
        for writes in (self.writes, []):
            for moves in (self.moves, []):
                yield self.after(writes, moves)
        for _sample in range(samples if self.writes or self.moves else 0):
            kept = [write for write in self.writes if chance.random() < chance.choice((0.2, 0.5, 0.8))]
            if kept:
                kept[-1] = _torn(kept[-1], chance)
            chance.shuffle(kept)
            yield self.after(kept, self.moves[: chance.randint(0, len(self.moves))])


def _torn(write: _Write, chance: random.Random) -> _Write:
    """Keep the first sectors of a write, or the last ones."""
    number, place, data = write
    if data is None or len(data) <= _SECTOR:
        return write
    cut = chance.randrange(_SECTOR, len(data), _SECTOR)
    return (number, place, data[:cut]) if chance.random() < 0.5 else (number, place + cut, data[cut:])


def lay_out(files: Files, folder: Path) -> None:
    """Put what a disk holds into a folder, in place of what is there."""
    for file in folder.iterdir():
        file.unlink()
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)


class Replay:
    """Plays the system calls of a child again, on a disk of its own."""

    def __init__(self, folder: Path) -> None:
        """Start with what a folder holds, all of it on the disk; what lies elsewhere is not followed."""
        self.disk = Disk()
        self._folder = str(folder)
        self._names: dict[str, int] = {}
        self._open: dict[int, int | str] = {}
        self._places: dict[int, int] = {}
        for path in folder.iterdir():
            number = self._new_file(str(path))
            self.disk.contents[number] = bytearray(path.read_bytes())
        self.disk.sync_folder(self._folder)

    def play(self, calls: Sequence[Call]) -> Iterator[Call]:
        """Yield each call after it was played."""
        for call in calls:
            if call.returned >= 0:
                self._play(call)
            yield call

    def _new_file(self, path: str) -> int:
        number = len(self.disk.contents)
        self.disk.contents[number] = bytearray()
        self._move({path: number})
        return number

    def _move(self, changed: dict[str, int | None]) -> None:
        self.disk.moves.append((self._folder, changed))
        self._names = _changed(self._names, changed)

    def _play(self, call: Call) -> None:
        match call.name:
            case "open" | "openat":
                self._open_file(_paths(call)[0], call)
            case "close":
                self._open.pop(_number(call), None)
            case "rename" | "renameat" | "renameat2":
                old, new = _paths(call)
                if self._follows(old):
                    self._move({new: self._names[old], old: None})
            case "unlink" | "unlinkat":
                (path,) = _paths(call)
                if self._follows(path):
                    self._move({path: None})
            case _:
                self._change_file(call)

    def _follows(self, path: str) -> bool:
        return posixpath.dirname(path) == self._folder

    def _open_file(self, path: str, call: Call) -> None:
        descriptor, flags = call.returned, str(call.arguments)
        self._open.pop(descriptor, None)
        self._places[descriptor] = 0
        if path == self._folder:
            self._open[descriptor] = path
        elif self._follows(path):
            number = self._names.get(path)
            if number is None:
                number = self._new_file(path)
            elif "O_TRUNC" in flags:
                self.disk.writes.append((number, 0, None))
            self._open[descriptor] = number

    def _change_file(self, call: Call) -> None:
        descriptor = _number(call)
        opened = self._open.get(descriptor)
        if isinstance(opened, str):
            self.disk.sync_folder(opened)
        elif opened is not None:
            if call.name in {"fsync", "fdatasync"}:
                self.disk.sync_file(opened)
            elif call.name == "ftruncate":
                self.disk.writes.append((opened, int(str(call.arguments[1])), None))
            else:
                self._write(opened, descriptor, call)

    def _write(self, number: int, descriptor: int, call: Call) -> None:
        data = call.arguments[1]
        assert isinstance(data, bytes)
        data = data[: call.returned]
        assert len(data) == call.returned, "the log does not hold the whole of what was written"
        if call.name == "write":
            place = self._places[descriptor]
            self._places[descriptor] = place + len(data)
        else:
            place = int(str(call.arguments[3]))
        self.disk.writes.append((number, place, data))


def _number(call: Call) -> int:
    return int(str(call.arguments[0]))


def _paths(call: Call) -> list[str]:
    return [posixpath.normpath(word.decode()) for word in call.arguments if isinstance(word, bytes)]


def _changed(names: dict[str, int], changed: dict[str, int | None]) -> dict[str, int]:
    return {name: number for name, number in (names | changed).items() if number is not None}
