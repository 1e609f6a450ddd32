"""The colours of the window: those that the person chose, or the desktop's own."""

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.remembered import chosen_scheme, remember_scheme
from ketatrack.ui.theme import Scheme, apply_theme, palette_for


class Looks(QObject):
    """Changes the colours when another scheme is chosen, and when the desktop changes its own."""

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        """Follow the desktop from now on; what the program starts with stands already."""
        super().__init__(window)
        self._settings = settings
        QApplication.styleHints().colorSchemeChanged.connect(self._show)

    @property
    def scheme(self) -> Scheme:
        """The scheme that was chosen, the desktop's own where none ever was."""
        return chosen_scheme(self._settings)

    def choose(self, scheme: str) -> None:
        """Show one of the schemes from now on, at the next start too."""
        remember_scheme(self._settings, Scheme(scheme))
        self._show()

    def _show(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, palette_for(self.scheme))
