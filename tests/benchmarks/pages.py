"""The Course Profile to be timed, its charts drawn: `python -m tests.benchmarks.pages NAME COURSE`."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest import mock

import typst

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords
from ketatrack.domain.handover import WHOLE_HANDOVER
from ketatrack.domain.records import Course
from ketatrack.domain.whole_file import write_whole
from ketatrack.exchange.demo import demo_journal
from ketatrack.reports import pdf
from ketatrack.reports.drawings import Drawing, drawings
from ketatrack.reports.summary import course_profile
from tests.courses import ten_years

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
REPEATS = 7

compile_page = typst.compile


def records_of(course: str) -> CourseRecords:
    """Return the course that a page is made of."""
    if course == "demo":
        with demo_journal() as store:
            return store.course_records(store.find(Course)[-1])
    return ten_years(sessions=300, scores=300)


def ours(records: CourseRecords, charts: dict[str, Drawing], out: Path) -> None:
    """Count, word, set and write the page."""
    profile = course_profile(records, WHOLE_HANDOVER, NOW)
    write_whole(out, pdf.set_pages(profile, [], charts, paper="a4", made=NOW))


def same_page(records: CourseRecords, charts: dict[str, Drawing]) -> Callable[[], object]:
    """Return the one call of typst that sets the same page, and nothing else of ours."""
    calls: list[Callable[[], object]] = []

    def noted(*sources: object, **how: object) -> object:
        calls.append(partial(compile_page, *sources, **how))
        return calls[-1]()

    with mock.patch.object(typst, "compile", noted):
        profile = course_profile(records, WHOLE_HANDOVER, NOW)
        pdf.set_pages(profile, [], charts, paper="a4", made=NOW)
    (call,) = calls
    return call


def main(name: str, course: str) -> None:
    """Set the page a few times and print the median seconds, without the first, which reads the fonts."""
    records = records_of(course)
    charts = dict(drawings(records, WHOLE_COURSE, "a4"))
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        run = partial(ours, records, charts, Path(folder) / "page.pdf")
        if name == "typst":
            run = same_page(records, charts)
        for _repeat in range(REPEATS + 1):
            begun = time.perf_counter()
            run()
            seconds.append(time.perf_counter() - begun)
    print(statistics.median(seconds[1:]))


if __name__ == "__main__":
    main(*sys.argv[1:])
