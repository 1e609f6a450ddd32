"""What was written in and after sessions leaves the window, or is drawn in it, only where it was ticked."""

import pypdfium2
import pytest

from ketatrack.domain.courses import WHOLE_COURSE
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.handover import OWN_PARTS, AppendixPart
from ketatrack.domain.records import FollowedSession, JournalEntry, Session, SessionEvent
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.chart_choices import ChartChoices
from ketatrack.ui.pages.handover_choices import HandoverChoices
from ketatrack.ui.pages.report_page import ReportPage
from tests import records as make

PATIENCE_MS = 30_000
WORDS = "Rumpelstilzchen"


def written(journal: Journal) -> Session:
    """A followed session with an event, and two journal entries."""
    course = journal.course
    held = make.session(course, "S1", "2026-03-02T10:00+01:00", route="iv")
    of = {"course_id": course.id, "session_id": held.id}
    journal.add(
        [
            held,
            FollowedSession(**make.STAMP, **of, opened_at=make.at("2026-03-02T09:50+01:00")),
            SessionEvent(**make.STAMP, **of, happened_at=held.started_at, event=EventKind.DOSE, words=WORDS),
            entry(journal, "2026-03-02T20:00+01:00", ("images", "at night"), session_id=held.id),
            entry(journal, "2026-03-05T20:00+01:00", ("plans",)),
        ],
        "a followed session",
    )
    return held


def entry(journal: Journal, when: str, tags: tuple[str, ...], **fields) -> JournalEntry:
    return JournalEntry(
        **make.STAMP,
        course_id=journal.course.id,
        happened_at=make.at(when),
        words=WORDS,
        tags=tags,
        **fields,
    )


@pytest.fixture
def choices(small_journal: Journal, qtbot) -> HandoverChoices:
    written(small_journal)
    choices = HandoverChoices()
    qtbot.addWidget(choices)
    choices.button.click()
    choices.show()
    choices.offer_tags(small_journal.records().following.journal)
    return choices


def test_nothing_of_one_s_own_is_ticked_until_its_owner_ticks_it(choices):
    assert not any(choices.lists[part].isChecked() for part in OWN_PARTS)
    assert choices.handover(WHOLE_COURSE).appendix == ()
    assert all(box.isEnabled() for box in choices.lists.values())


def test_the_tags_of_the_journal_are_there_with_the_journal_alone(choices):
    assert not choices.tags.isVisible()
    choices.lists[AppendixPart.JOURNAL].click()
    assert choices.tags.isVisible()
    assert list(choices.tags.boxes) == ["at night", "images", "plans"]
    choices.tags.boxes["plans"].click()
    assert choices.handover(WHOLE_COURSE).tags == ("plans",)
    choices.lists[AppendixPart.JOURNAL].click()
    assert not choices.tags.isVisible()
    assert choices.handover(WHOLE_COURSE).tags == ()


def test_a_ticked_tag_that_no_entry_has_any_more_goes_on_narrowing(choices):
    choices.lists[AppendixPart.JOURNAL].click()
    choices.tags.boxes["plans"].click()
    choices.offer_tags([])
    assert list(choices.tags.boxes) == ["plans"]
    assert choices.handover(WHOLE_COURSE).tags == ("plans",)


def test_a_long_tag_is_shown_short_and_read_whole(choices, small_journal):
    long = "word " * 39
    choices.offer_tags([entry(small_journal, "2026-03-06T20:00+01:00", (long,))])
    box = choices.tags.boxes[long.strip()]
    assert len(box.text()) < 50
    assert box.toolTip() == box.accessibleName() == long.strip()


def test_the_journal_is_no_choice_without_names(choices):
    choices.deidentified.click()
    assert not choices.lists[AppendixPart.JOURNAL].isEnabled()
    assert choices.lists[AppendixPart.FOLLOWED].isEnabled()


def test_without_names_nothing_is_ticked_that_does_not_leave(choices):
    open_text = (AppendixPart.NOTES, AppendixPart.JOURNAL)
    for part in open_text:
        choices.lists[part].click()
    choices.deidentified.click()
    assert not any(choices.lists[part].isChecked() or choices.lists[part].isEnabled() for part in open_text)
    assert not choices.tags.isVisible()
    assert not any(question.editor.isEnabled() for question in choices.questions)
    assert choices.handover(WHOLE_COURSE).appendix == ()

    choices.deidentified.click()
    assert all(choices.lists[part].isChecked() and choices.lists[part].isEnabled() for part in open_text)
    assert choices.tags.isVisible()
    assert all(question.editor.isEnabled() for question in choices.questions)


def test_what_was_ticked_before_names_were_left_out_is_remembered(choices, qtbot):
    choices.lists[AppendixPart.NOTES].click()
    choices.deidentified.click()
    again = HandoverChoices()
    qtbot.addWidget(again)
    again.set_content(choices.content())
    assert not again.lists[AppendixPart.NOTES].isChecked()
    again.deidentified.click()
    assert again.lists[AppendixPart.NOTES].isChecked()


def test_what_is_most_one_s_own_is_ticked_anew_each_time(choices, qtbot):
    for part in (AppendixPart.FOLLOWED, AppendixPart.EXPERIENCES, AppendixPart.JOURNAL):
        choices.lists[part].click()
    again = HandoverChoices()
    qtbot.addWidget(again)
    again.set_content(choices.content())
    assert again.handover(WHOLE_COURSE).appendix == (AppendixPart.FOLLOWED,)
    again.set_content({"lists": ["journal", "experiences"]})
    assert not again.lists[AppendixPart.JOURNAL].isChecked()
    assert not again.lists[AppendixPart.EXPERIENCES].isChecked()


def test_the_page_holds_the_journal_only_after_its_tick_and_the_log_says_so(small_journal, qtbot, tmp_path):
    written(small_journal)
    page = ReportPage(small_journal)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    qtbot.waitUntil(lambda: bool(page.preview.labels), timeout=PATIENCE_MS)
    said = saved(page, tmp_path / "without.pdf", qtbot)
    assert "Left out by choice: sessions as they were followed, journal entries." in said
    assert WORDS not in said

    page.holds.lists[AppendixPart.JOURNAL].setChecked(True)
    page.holds.tags.boxes["plans"].setChecked(True)
    said = saved(page, tmp_path / "with.pdf", qtbot)
    assert said.count(WORDS) == 1
    first, second = small_journal.records().plan.hand_overs
    assert "Journal entries" not in first.held
    assert "Journal entries" in second.held.splitlines()
    assert "Of the journal only entries with a tag of these: plans." in second.held.splitlines()
    assert WORDS not in first.held + second.held


def saved(page: ReportPage, out, qtbot) -> str:
    page.out.save(out)
    qtbot.waitUntil(page.out.save_button.isEnabled, timeout=PATIENCE_MS)
    with pypdfium2.PdfDocument(out) as pdf:
        return "\n".join(each.get_textpage().get_text_bounded() for each in pdf)


# charts


@pytest.fixture
def charts(small_journal: Journal, qtbot) -> ChartChoices:
    written(small_journal)
    choices = ChartChoices(small_journal)
    qtbot.addWidget(choices)
    choices.show()
    return choices


@pytest.mark.parametrize(
    ("chart", "field", "chosen"),
    [
        ("session-pressure", "events", "events"),
        ("acute", "events", "events"),
        ("acute-hours", "events", "events"),
        ("response", "journal_days", "journal"),
    ],
)
def test_a_chart_marks_what_is_one_s_own_only_where_it_is_chosen(charts, small_journal, chart, field, chosen):
    charts.which.set_value(chart)
    charts.offer(small_journal.records())
    assert getattr(charts, field).isVisible()
    assert getattr(charts.selection(), chosen) is False
    getattr(charts, field).set_value(True)
    assert getattr(charts.selection(), chosen) is True
    charts.which.set_value("items")
    charts.offer(small_journal.records())
    assert getattr(charts.selection(), chosen) is False


def test_a_course_without_any_of_it_is_not_asked(small_journal, qtbot):
    choices = ChartChoices(small_journal)
    qtbot.addWidget(choices)
    choices.show()
    for chart in ("session-pressure", "response"):
        choices.which.set_value(chart)
        choices.offer(small_journal.records())
        assert not choices.events.isVisible()
        assert not choices.journal_days.isVisible()
