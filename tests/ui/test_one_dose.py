"""A dose is told in the same words on screen, on the board, in a chart and on paper, as it was typed."""

from ketatrack.charts.session_marks import session_words
from ketatrack.domain.board_words import event_name, given_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.handover import Handover
from ketatrack.domain.records import SessionEvent
from ketatrack.domain.words import DoseUnit
from ketatrack.reports.session_listing import session_listing
from ketatrack.ui.tables.session_listing import sessions_listing
from tests.records import STAMP, at, course, patient, session

WHO = patient()
SPRING = course(WHO)
TYPED = 1234.567
READS = "1234.567 mg"


def test_a_dose_reads_everywhere_as_it_was_typed():
    first = session(SPRING, "S1", "2026-03-02T10:00+01:00", dose=TYPED, dose_unit=DoseUnit.MG)
    records = CourseRecords(course=SPRING, patient=WHO, sessions=[first])
    table = sessions_listing()
    (row,) = table.rows(records)
    (column,) = (each for each in table.columns if each.name == "dose")
    assert column.text(row) == READS
    assert READS in session_words(first)
    assert READS in given_words(first)
    ((_name, given, *_rest),) = session_listing(records, Handover()).rows
    assert READS in given


def test_the_amount_of_an_event_reads_as_a_dose_does():
    inside = STAMP | {"course_id": SPRING.id, "session_id": "S1"}
    spray = SessionEvent(
        **inside, happened_at=at("2026-03-02T10:00+01:00"), event=EventKind.DOSE, amount=TYPED
    )
    assert event_name(spray).endswith("1234.567")


def test_a_chart_names_the_devices_where_no_dose_was_written_down():
    first = session(SPRING, "S1", "2026-03-02T10:00+01:00", devices=2)
    assert "2 devices" in session_words(first)
