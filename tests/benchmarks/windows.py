"""Windows to be timed, each in a process of its own: `python -m tests.benchmarks.windows NAME BEGUN ...`.

Prints seconds from BEGUN, the parent's monotonic clock just before the start, or the peak memory.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import NoReturn

Report = Callable[[], object]

SETTLED_MS = 3000
"""After so long a chart has been drawn, and memory is measured."""


def seconds_since(begun: float) -> NoReturn:
    print(time.monotonic() - begun, flush=True)
    os._exit(0)


def peak_memory() -> NoReturn:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    os._exit(0)


def bare_window(
    report: Report, width: int, height: int, fill: Callable[..., None] = lambda _window: None
) -> None:
    """Show a plain window of the same size, filled before it is shown, and report once it is painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event):
            super().paintEvent(event)
            QTimer.singleShot(0, report)

    application = QApplication([])
    window = Window()
    window.resize(width, height)
    fill(window)
    window.show()
    application.exec()


def one_query(journal: str) -> Callable[..., None]:
    """Return what puts the answer of one query into a window, with the same libraries as the program."""

    def fill(window) -> None:
        import pydantic
        import sqlalchemy
        import sqlcipher3.dbapi2
        from PySide6.QtWidgets import QLabel

        class Row(pydantic.BaseModel):
            name: str
            started_at: str

        engine = sqlalchemy.create_engine(f"sqlite:///{journal}", module=sqlcipher3.dbapi2)
        with engine.connect() as connection:
            rows = connection.execute(sqlalchemy.text("SELECT name, started_at FROM sessions")).mappings()
            window.setCentralWidget(QLabel("\n".join(Row(**row).name for row in rows)))

    return fill


def canvas(window) -> None:
    """Put an empty matplotlib canvas into a window, and report the peak memory when it has been drawn."""
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure
    from PySide6.QtCore import QTimer

    figure = Figure()
    figure.add_subplot()
    window.setCentralWidget(FigureCanvasQTAgg(figure))
    QTimer.singleShot(SETTLED_MS, peak_memory)


def our_window(signal: str, journal: str, act: Callable[..., None]) -> None:
    """Start the program as its owner does, and act once its window says `signal`."""
    from ketatrack import __main__
    from ketatrack.app import start

    window_of_the_program = start.MainWindow

    def watched(settings):
        window = window_of_the_program(settings)
        getattr(window, signal).connect(lambda: act(window))
        return window

    start.MainWindow = watched  # type: ignore[assignment,misc]
    sys.argv = ["ketatrack", journal]
    __main__.main()


def measure_with_charts(window) -> None:
    """Open the Charts page, and report the peak memory when it has been drawn."""
    from PySide6.QtCore import QTimer

    window.page_chosen.emit("charts")
    QTimer.singleShot(SETTLED_MS, peak_memory)


def main(name: str, begun: str, journal: str, width: str, height: str) -> None:
    """Show the named window."""

    def report() -> NoReturn:
        seconds_since(float(begun))

    size = int(width), int(height)
    if name == "bare-first-paint":
        bare_window(report, *size)
    elif name == "bare-data":
        bare_window(report, *size, one_query(journal))
    elif name == "bare-memory":
        bare_window(lambda: None, *size, canvas)
    elif name == "our-first-paint":
        our_window("painted", journal, lambda _window: report())
    elif name == "our-data":
        our_window("shown_data", journal, lambda _window: report())
    elif name == "our-memory":
        our_window("shown_data", journal, measure_with_charts)


if __name__ == "__main__":
    main(*sys.argv[1:])
