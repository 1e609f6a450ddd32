"""The part of a desktop that shows icons beside the clock and notes, for a bus of its own."""

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtCore import Property as QtProperty
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection


@ClassInfo({"D-Bus Interface": "org.kde.StatusNotifierWatcher"})
class _Icons(QDBusAbstractAdaptor):
    IsStatusNotifierHostRegistered = QtProperty(bool, lambda _self: True)
    ProtocolVersion = QtProperty(int, lambda _self: 0)

    @Slot(str)
    def RegisterStatusNotifierItem(self, name: str) -> None:  # noqa: N802 - the interface's name
        print(name, flush=True)


@ClassInfo({"D-Bus Interface": "org.freedesktop.Notifications"})
class _Notes(QDBusAbstractAdaptor):
    """Is there, so that notes are sent; what they say is read from the bus."""


def main() -> None:
    """Print the address on the bus of each icon that appears, until it is ended."""
    application = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    kept = []
    for path, service, kind in (
        ("/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher", _Icons),
        ("/org/freedesktop/Notifications", "org.freedesktop.Notifications", _Notes),
    ):
        thing = QObject()
        kept += [thing, kind(thing)]
        if not (bus.registerObject(path, thing) and bus.registerService(service)):
            raise SystemExit(f"{service} is taken")
    print("ready", flush=True)
    application.exec()


if __name__ == "__main__":
    main()
