"""The caregiver's card through its real text: what is on it, and what is on it only when it was ticked."""

import io
from collections.abc import Iterator
from typing import get_args

import pikepdf
import pypdfium2
import pytest

from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import CareArrangement
from ketatrack.domain.safety import fixed_emergency_signs
from ketatrack.domain.sheets import CardChoices, CardPart
from ketatrack.reports.caregiver_card import caregiver_card
from ketatrack.reports.drawings import Paper
from ketatrack.reports.sheet_page import sheet_text
from ketatrack.reports.sheet_pdf import sheet_pdf
from tests.planned_course import (
    NOW,
    STAMP,
    TELLING,
    bare_course,
    contacts,
    long_course,
    telling_course,
    with_plan,
)

COURSE = telling_course()


def card(*parts: CardPart, records=COURSE, for_whom="Kim"):
    return caregiver_card(records, contacts(records), CardChoices(for_whom, None, frozenset(parts)), NOW)


def pdf_of(page, paper: Paper = "a4") -> bytes:
    return sheet_pdf(page, paper, NOW)


def words_of(pdf: bytes) -> str:
    (only,) = pypdfium2.PdfDocument(pdf)
    return " ".join(only.get_textpage().get_text_bounded().split())


def everything_in(pdf: bytes) -> Iterator[bytes]:
    """Yield the file as it is, its values, and what its streams hold when they are unpacked."""
    yield pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield from (str(value).encode() for value in document.docinfo.values())
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                yield each.read_bytes()
            elif isinstance(each, pikepdf.Dictionary):
                yield from (
                    str(value).encode() for value in each.values() if isinstance(value, pikepdf.String)
                )


def test_the_card_of_a_telling_course_gives_nothing_away():
    text = words_of(pdf_of(card())).lower()

    assert [word for word in TELLING if word in text] == []
    assert [word for word in TELLING if word in sheet_text(card()).lower()] == []


def test_no_byte_of_the_file_names_the_program_or_the_medicine():
    for content in everything_in(pdf_of(card())):
        assert b"keta" not in content.lower()
        assert b"spravato" not in content.lower()


def test_the_card_says_when_where_how_and_whom_to_call():
    text = words_of(pdf_of(card()))

    for words in (
        "For Kim",
        "Session, Tuesday, 2 Jun 2026, 10:00",
        "clinic, Oak Street 5",
        "bus 12",
        "Kim drives",
        "Every two hours until bedtime.",
        "Not before the next morning",
        "Nurse B, 030 1234",
        "Tell staff or call 112 now.",
        *fixed_emergency_signs(),
        "Made on 27 May 2026, 09:30.",
    ):
        assert words in text


def test_a_draft_is_never_on_the_card():
    assert "Draft Street" not in words_of(pdf_of(card()))
    drafts = [item for item in COURSE.plan.items if item.draft]
    text = words_of(pdf_of(card(*CardPart, records=with_plan(COURSE, items=drafts))))
    assert "Draft Street" not in text
    assert "no date is planned" in text


def test_an_empty_safety_line_says_to_ask_the_clinic():
    text = words_of(pdf_of(card(records=bare_course())))

    assert text.count("not recorded: ask the clinic") == 3
    assert "your local emergency number" in text
    blank = CareArrangement(**STAMP, course_id=COURSE.course.id, look_in=" \n ")
    page = card(records=with_plan(COURSE, arrangements=[blank]))
    assert sheet_text(page).count("not recorded: ask the clinic") == 3


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (CardPart.NAME, "About Alex Secret"),
        (CardPart.PREPARING, "no food for 2 hours"),
        (CardPart.CONTACTS, "Robin 0170 55"),
        (CardPart.NOTES, "secret note of the date"),
        (CardPart.SCORE, "14 of 27, on 19 May 2026"),
        (CardPart.MEDICINE, "Esketamine, Spravato 28 mg nasal spray"),
    ],
)
def test_what_is_ticked_is_on_the_card_and_nothing_beside_it(part, words):
    assert words in words_of(pdf_of(card(part)))
    assert words not in words_of(pdf_of(card(*(set(CardPart) - {part}))))


def test_words_that_name_a_medicine_are_shown_as_dots_and_the_person_is_told_where():
    (remark,) = card().remarks

    assert "… clinic, Oak Street 5" in sheet_text(card())
    assert "Place" in remark
    assert "look in" in remark
    assert card(CardPart.MEDICINE).remarks == ()
    assert "Ketamine clinic, Oak Street 5" in sheet_text(card(CardPart.MEDICINE))


def test_a_card_says_which_one_it_replaces():
    from ketatrack.domain.hand_over_log import hand_over

    earlier = hand_over(COURSE, Sheet.CAREGIVER_CARD, at=NOW, stamp=STAMP, held=[], for_whom="Kim")
    after = with_plan(COURSE, hand_overs=[earlier])

    assert "It replaces the card of 27 May 2026, 09:30." in words_of(pdf_of(card(records=after)))
    assert "replaces" not in words_of(pdf_of(card(records=after, for_whom="Robin")))


@pytest.mark.parametrize("paper", get_args(Paper))
def test_the_card_is_one_page_however_much_is_written(paper):
    page = card(*CardPart, records=long_course(), for_whom="W" * 200)

    text = words_of(pdf_of(page, paper))

    assert "Chest pain" in text
    assert any("Driving" in remark for remark in page.remarks)
