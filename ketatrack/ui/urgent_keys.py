"""The keys that put the journal away at once, heard in front of the menus too: in dialogs, under a cover."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from ketatrack.ui.actions import commands
from ketatrack.ui.window_listener import WindowListener


class UrgentKeys(WindowListener):
    """Hears the keys of urgent commands where the menus, which have them too, are kept from them."""

    pressed = Signal(str)
    """Carries the name of a command of `actions`."""

    def __init__(self, parent: QObject) -> None:
        """Listen from now on."""
        super().__init__(parent)
        self._commands = {
            QKeySequence(command.keys): command.name for command in commands() if command.urgent
        }
        self.listen()

    def hear(self, event: QEvent) -> bool:
        """Tell of an urgent key, which then goes no further."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        name = self._commands.get(QKeySequence(event.keyCombination()))
        if name is None:
            return False
        self.pressed.emit(name)
        return True
