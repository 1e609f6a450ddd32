"""Hears when the desktop locks its screen or the computer goes to sleep, where the desktop tells."""

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_SCREEN_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
"""Paths and interfaces at which the desktops emit `ActiveChanged`."""
_LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")


def can_hear_desktop() -> bool:
    """Say whether this system has the bus on which desktops tell."""
    return sys.platform == "linux"


class DesktopLock(QObject):
    """Emits `locked` when the screen is locked and just before the computer sleeps."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        """Listen nowhere yet."""
        super().__init__(parent)
        self._listening = False

    def listen(self) -> None:
        """Listen from now on; it takes some milliseconds, so that it waits until it is wanted."""
        if self._listening or not can_hear_desktop():
            return
        self._listening = True
        from PySide6.QtDBus import QDBusConnection

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        slot: Any = SLOT("_hear(bool)")  # a str is taken; the stubs say bytes, which are refused
        for path, interface in _SCREEN_SAVERS:
            session.connect("", path, interface, "ActiveChanged", self, slot)
        service, path, interface = _LOGIN
        system.connect(service, path, interface, "PrepareForSleep", self, slot)

    @Slot(bool)
    def _hear(self, active: bool) -> None:
        if active:
            self.locked.emit()
