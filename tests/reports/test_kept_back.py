"""What a person keeps back is nowhere in the file: item 9, names, notes, dates, and the file itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pypdfium2
import pytest

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.deidentifying import deidentified
from ketatrack.domain.handover import AppendixPart, Handover, handed_over, without_item9
from ketatrack.domain.records import Medicine, OwnMeasure, Phase, Visit
from ketatrack.domain.scores import scored, total_of
from ketatrack.domain.words import PhaseKind, Rater
from ketatrack.reports.appendix import appendix
from ketatrack.reports.pdf import report_pdf, write_report
from ketatrack.reports.protection import new_passphrase, word_list
from tests.domain.case_files import NAMES, course_records
from tests.records import STAMP, course, patient, phq9, reading, session, side_effect

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVERY_LIST = tuple(AppendixPart)
MARK = "Rumpelstilzchen"
A_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")


def confided() -> CourseRecords:
    """A course with a mark in every place for open text that is no product or medicine."""
    person = patient(name=MARK, notes=MARK, country="DE")
    of = course(person, name=MARK, notes=MARK, protocol=MARK, started_on=date(2026, 3, 2))
    one = session(
        of,
        f"{MARK} 1",
        "2026-03-02T10:00+01:00",
        **dict.fromkeys(
            (
                "lot", "injection_site", "supervisor", "escort", "other_substances", "rescue_medicine",
                "intention", "notes",
            ),
            MARK,
        ),
        product="Spravato",
    )  # fmt: skip
    another = session(of, f"{MARK} 2", "2026-03-09T10:00+01:00")
    return CourseRecords(
        of,
        person,
        phases=[
            Phase(
                **STAMP, course_id=of.id, starts_on=date(2026, 3, 2), phase=PhaseKind.INDUCTION, reason=MARK
            )
        ],
        sessions=[one, another],
        readings=[
            reading(
                of, "2026-03-02T10:40+01:00", session_id=one.id, systolic=140, diastolic=90, notes=MARK,
                arm=MARK, device=MARK,
            )
        ],
        side_effects=[
            side_effect(of, MARK, session_id=one.id, notes=MARK),
            side_effect(of, "nausea", session_id=one.id),
        ],
        scores=[
            phq9(of, "2026-03-01T20:00+01:00", *[2] * 9, notes=MARK),
            phq9(of, "2026-03-08T20:00+01:00", *[1] * 9),
            phq9(of, "2026-03-12T20:00+01:00", total=8, instrument=MARK),
        ],
        medicines=[
            Medicine(
                **STAMP, course_id=of.id, name="sertraline", started_on=date(2026, 3, 5), notes=MARK
            )
        ],
        visits=[
            Visit(**STAMP, course_id=of.id, visited_on=date(2026, 3, 4), with_whom=MARK, notes=MARK)
        ],
        own_measures=[
            OwnMeasure(
                **STAMP, patient_id=person.id, name=MARK, unit=MARK, low=0, high=10, higher_is="worse"
            )
        ],
    )  # fmt: skip


def texts(pdf: bytes) -> str:
    return "\n".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(pdf))


def everything_in(pdf: bytes) -> Iterator[str]:
    """Yield every string and text of a PDF: pages, alternative texts, outline, metadata."""
    yield texts(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary):
                yield from (str(value) for value in each.values() if isinstance(value, pikepdf.String))
            if isinstance(each, pikepdf.Stream) and each.get("/Type") == "/Metadata":
                yield each.read_bytes().decode()


def test_without_names_a_course_holds_no_word_of_one_s_own():
    assert MARK in repr(confided())
    assert MARK not in repr(deidentified(confided()))


# item 9


@pytest.mark.parametrize("case", NAMES)
def test_without_item_9_no_answer_to_it_is_left_or_can_be_told(case):
    records = course_records(case)
    kept = without_item9(records.scores)
    for before, after in zip(records.scores, kept, strict=True):
        assert total_of(after) == total_of(before)
        if before.instrument == "phq9":
            assert after.answers is None or (after.answers[8] is None and total_of(before) is None)
    assert [each.total for each in scored(kept)] == [each.total for each in scored(records.scores)]


def test_without_item_9_the_pages_say_so_and_hold_none_of_it():
    records = course_records("iv-boosters")
    said = texts(report_pdf(records, Handover(item9=False, appendix=EVERY_LIST), paper="a4", now=NOW))
    assert "left out of this page by choice" in said
    assert "Left out by choice: item 9" in said
    assert "several days" not in said
    assert "above 0 at" not in said
    assert not re.search(r"(?:\b[0-3] ){7}[0-3]", said)


def test_with_item_9_the_list_of_scores_shows_each_answer_and_a_dash_for_an_open_one():
    (listing,) = appendix(course_records("iv-boosters"), Handover(appendix=(AppendixPart.SCORES,)))
    items = [row[3] for row in listing.rows if row[1] == "PHQ-9"]
    assert "2 3 2 3 2 2 2 2 2" in items or any(re.fullmatch(r"(?:[0-3] ){8}[0-3]", row) for row in items)
    assert any("–" in row for row in items)


def test_what_others_answered_is_without_item_9_too():
    of = course(patient())
    (kept,) = without_item9([phq9(of, "2026-03-01T20:00+01:00", *[1] * 9, rater=Rater.CLINICIAN)])
    assert (kept.answers, kept.total) == (None, 9)


# names, notes and dates


def test_a_deidentified_file_holds_no_name_no_note_and_no_date():
    choices = Handover(deidentified=True, appendix=EVERY_LIST, questions=(MARK,))
    pdf = report_pdf(confided(), choices, paper="a4", now=NOW)
    assert not [words for words in everything_in(pdf) if MARK in words]
    said = texts(pdf)
    assert not A_DATE.search(said), A_DATE.search(said)
    assert "De-identified: names, notes" in said
    assert "Spravato" in said
    assert "sertraline" in said
    assert "day 6" in said


@pytest.mark.parametrize("case", NAMES)
def test_a_deidentified_case_holds_no_date_anywhere(case):
    pdf = report_pdf(
        course_records(case), Handover(deidentified=True, appendix=EVERY_LIST), paper="letter", now=NOW
    )
    found = [words for words in everything_in(pdf) if re.search(r"\b202\d|D:20", words)]
    assert found == []
    assert not A_DATE.search(texts(pdf))


def test_the_mark_would_be_seen_if_it_were_not_kept_back():
    said = texts(report_pdf(confided(), Handover(appendix=EVERY_LIST), paper="a4", now=NOW))
    assert MARK in said
    assert A_DATE.search(said)


def test_no_open_text_is_left_in_deidentified_records():
    bare = deidentified(confided())
    left = [value for each in (bare.course, bare.patient, *bare.entries()) for value in dict(each).values()]
    assert MARK not in "".join(map(str, left))


def test_nothing_is_kept_back_unless_it_is_chosen():
    records = confided()
    assert handed_over(records, Handover()) == records
    assert handed_over(replace(records), Handover(item9=False)).course == records.course


# the password


def test_a_locked_file_opens_with_its_password_only(tmp_path):
    out, passphrase = tmp_path / "page.pdf", new_passphrase()
    write_report(confided(), out, Handover(), paper="a4", now=NOW, passphrase=passphrase)
    for wrong in ("", passphrase[:-1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(out, password=wrong)
    with pikepdf.open(out, password=passphrase) as document:
        assert document.encryption.R == 6
        assert document.encryption.bits == 256
        assert len(document.pages) == 1
        assert "/StructTreeRoot" in document.Root
    assert MARK in texts_with(out, passphrase)


def texts_with(path, passphrase: str) -> str:
    return "".join(
        one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(path, password=passphrase)
    )


def test_a_password_is_five_words_of_the_shipped_list_and_never_the_same():
    drawn = {new_passphrase() for _time in range(20)}
    assert len(drawn) == 20
    assert all(len(each.split(" ")) == 5 for each in drawn)
    assert all(set(each.split(" ")) <= set(word_list().words) for each in drawn)


def test_the_word_list_names_its_licence_and_source_and_has_no_word_twice():
    shipped = word_list()
    assert "CC BY" in shipped.licence
    assert shipped.source.startswith("Electronic Frontier Foundation")
    assert len(set(shipped.words)) == len(shipped.words) == 7776


# lists that are chosen


def test_the_wording_of_the_items_stands_above_their_answers_but_not_where_these_are_kept_back():
    (listing,) = appendix(course_records("iv-boosters"), Handover(appendix=(AppendixPart.SCORES,)))
    (wording,) = listing.key
    assert wording.startswith("PHQ-9: 1 Little interest or pleasure in doing things · 2 ")
    assert "3 Nearly every day" in wording
    choices = Handover(item9=False, appendix=(AppendixPart.SCORES,))
    assert appendix(course_records("iv-boosters"), choices)[0].key == ()


def test_readings_at_rest_have_a_list_of_their_own():
    (listing,) = appendix(course_records("iv-boosters"), Handover(appendix=(AppendixPart.RESTING,)))
    assert ("20 Feb 2026", "Resting", "118/79", "70", "–", "left") in listing.rows


def test_notes_are_listed_to_the_letter_and_never_in_the_deidentified_form():
    choices = Handover(appendix=(AppendixPart.NOTES,))
    (listing,) = appendix(confided(), choices)
    assert ("1 Mar 2026", "Score, Notes", MARK) in listing.rows
    assert ("4 Mar 2026", "Visit, Notes", MARK) in listing.rows
    assert appendix(confided(), replace(choices, deidentified=True)) == []
