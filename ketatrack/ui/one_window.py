"""One window for one journal: whoever starts the program a second time gets the first window to the front.

The window that has a journal listens at a place of its own user; its name is a number made of the journal's
path, so that it tells nobody where a journal lies.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_ANSWER = b"here"
_PATIENCE_MS = 1000


class OneWindow(QObject):
    """Listens for as long as the window has a journal, locked or not."""

    wanted = Signal()
    """Somebody started the program with this journal again."""

    def __init__(self, parent: QObject) -> None:
        """Listen for nothing yet."""
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def listen_for(self, journal: Path) -> None:
        """Answer for a journal from now on, in place of the one before; where another window does, let it."""
        from PySide6.QtNetwork import QLocalServer

        self.close()
        if came_to_front(journal):
            return
        place = _place_of(journal)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(place)  # nobody answered there: a crash left it
        server.newConnection.connect(self._answer)
        server.listen(place)
        self._server = server

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _answer(self) -> None:
        if self._server is None:
            return
        caller = self._server.nextPendingConnection()
        caller.disconnected.connect(caller.deleteLater)
        caller.write(_ANSWER)
        caller.flush()
        caller.disconnectFromServer()
        self.wanted.emit()


def came_to_front(journal: Path) -> bool:
    """Ask the window that has a journal to come to the front; say whether one of this user's answered."""
    place = _place_of(journal)
    if os.name != "nt" and not Path(place).exists():
        return False  # before anything of Qt's network is imported, which the first paint would wait for
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(place)
    answered = socket.waitForConnected(_PATIENCE_MS) and socket.waitForReadyRead(_PATIENCE_MS)
    return answered and socket.readAll().data() == _ANSWER


def _place_of(journal: Path) -> str:
    number = hashlib.sha256(os.fsencode(journal.resolve())).hexdigest()[:16]
    if os.name == "nt":
        return f"personal-journal-{number}"
    folder = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return str(Path(folder) / f"personal-journal-{os.getuid()}-{number}")
