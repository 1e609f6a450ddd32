"""The shipped questionnaires are asked, scored and named as their sources say."""

import hashlib
from fractions import Fraction

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ketatrack.domain.instruments import PHQ9, Instrument, check_answers, check_total, instrument, instruments
from tests.domain.instrument_facts import ADMINISTERED, BANDS, EXAMPLES, RANGES, WORDING, edges

ALL = list(instruments().values())
ASKED = [known for known in ALL if known.items]
LOINC = {
    "phq9": ("44261-6", "44249-1"),
    "phq2": ("55758-7", "55757-9"),
    "gad7": ("70274-6", "69737-5"),
    "peg": ("91147-9", "91148-7"),
    "auditc": ("75626-2", "72109-2"),
    "pain_nrs": ("72514-3", None),
}
RECALL = {
    "phq9": 14,
    "phq2": 14,
    "gad7": 14,
    "peg": 7,
    "pcl5": 30,
    "auditc": 365,
    "qids_sr16": 7,
    "madrs": 7,
    "madrs_s": 3,
    "who5": 14,
    "isi": 14,
    "ocir": 30,
    "ybocs": 7,
    "mood_now": 0,
    "anxiety_now": 0,
    "pain_nrs": 0,
    "dissociation_peak": 0,
}


def known(instrument_id):
    found = instrument(instrument_id)
    assert found is not None
    return found


def named(each):
    return each.id if isinstance(each, Instrument) else None


def test_these_are_shipped_and_no_others():
    assert set(instruments()) == {*RANGES, "cssrs_screener"}
    assert {each.id for each in ASKED} == ADMINISTERED


@pytest.mark.parametrize(("name", "answers", "total", "band"), EXAMPLES)
def test_a_worked_example_of_the_source_gives_its_total_and_band(name, answers, total, band):
    each = known(name)
    assert each.total(answers) == total
    assert (None if total is None else getattr(each.band(total), "key", None)) == band


@pytest.mark.parametrize(
    ("each", "answers", "total"),
    [(each, answers, total) for each in ALL for answers, total in each.examples],
    ids=named,
)
def test_a_worked_example_that_is_shipped_gives_its_total(each, answers, total):
    assert each.total(answers) == total


@pytest.mark.parametrize(("name", "total", "key"), edges())
def test_both_ends_of_a_band_belong_to_it(name, total, key):
    assert known(name).band(total).key == key


@pytest.mark.parametrize("each", ALL, ids=named)
def test_the_bands_cover_the_scale_without_gap_or_overlap(each):
    assert bool(each.bands) == (each.id in BANDS)
    for total in range(each.low, each.high + 1):
        assert sum(band.min <= total <= band.max for band in each.bands) == (1 if each.bands else 0)
    assert each.band(each.high + 1) is None


@pytest.mark.parametrize(("name", "ends"), RANGES.items())
def test_a_total_lies_within_the_scale(name, ends):
    each = known(name)
    assert (each.low, each.high) == ends
    for total in ends:
        check_total(name, total)
    for total in (ends[0] - 1, ends[1] + 1):
        with pytest.raises(PydanticCustomError, match=f"{ends[0]} to {ends[1]}"):
            check_total(name, total)


@pytest.mark.parametrize("each", ASKED, ids=named)
def test_a_total_reaches_both_ends_of_the_scale(each):
    lowest = [min(option.value for option in each.options_of(item)) for item in each.items]
    highest = [max(option.value for option in each.options_of(item)) for item in each.items]
    assert (each.total(lowest), each.total(highest)) == (each.low, each.high)


@pytest.mark.parametrize("each", ASKED, ids=named)
def test_an_unanswered_item_leaves_no_total(each):
    for place in range(len(each.items)):
        answers = [1 if other != place else None for other in range(len(each.items))]
        assert each.total(answers) is None


def test_the_mean_of_a_peg_has_one_decimal_rounded_half_away_from_zero_in_exact_arithmetic():
    for answers in ([a, b, c] for a in range(11) for b in range(11) for c in range(11)):
        tenths = Fraction(sum(answers) * 10, 3)
        rounded = int(tenths) + (tenths - int(tenths) >= Fraction(1, 2))
        assert known("peg").total(answers) == rounded / 10
    halves = known("peg").model_copy(update={"items": known("peg").items * 2})
    assert halves.total([0, 0, 0, 0, 1, 2]) == 0.5
    quarters = known("peg").model_copy(update={"items": (*known("peg").items, known("peg").items[0])})
    assert quarters.total([6, 6, 6, 7]) == 6.3  # 6.25


@pytest.mark.parametrize(("name", "total"), [("peg", 5.67), ("phq9", 9.5), ("who5", 48.5)])
def test_a_total_has_no_more_decimals_than_its_scale(name, total):
    with pytest.raises(PydanticCustomError, match="number"):
        check_total(name, total)


def test_the_total_of_a_peg_may_have_a_decimal():
    check_total("peg", 5.7)


@pytest.mark.parametrize(
    ("answers", "estimate"),
    [
        ([2, 2, 2, 2, 2, 1, None, 1, 0], 13.5),
        ([2, 2, 2, 2, 2, 1, None, None, 1], 12 * 9 / 7),
        ([None, 0, 0, 0, 0, 0, 0, 0, 0], 0),
        ([2, 2, 2, 2, 2, 1, 1, None, None], 12 * 9 / 7),
        ([2, 2, 2, 2, 2, 1, None, None, None], None),
        ([2, 2, 2, 2, 2, None, None, None, 1], None),
        ([1, 2, 1, 2, 1, 1, 0, 0, 1], None),
        ([None] * 9, None),
        ([1, None], None),
    ],
)
def test_one_or_two_open_items_of_a_phq9_leave_an_estimate_apart_from_the_total(answers, estimate):
    assert known(PHQ9).estimate(answers) == estimate
    assert (known(PHQ9).total(answers) is None) == (None in answers)


@pytest.mark.parametrize("second", [None, 1])
def test_item_9_stays_unanswered_whatever_the_estimate_is(second):
    answers = [2, 2, 2, 2, 2, 1, 1, second, None]
    assert known(PHQ9).estimate(answers) is not None
    assert known(PHQ9).safety_answer(answers) is None


@pytest.mark.parametrize("each", [each for each in ASKED if each.id != PHQ9], ids=named)
def test_no_other_questionnaire_is_estimated(each):
    answers = [1] * len(each.items)
    answers[0] = None
    assert each.estimate(answers) is None


def wording(each):
    """Yield stem, items and answers as they are read, each set of answers once."""
    yield each.stem
    yield from (item.text for item in (*each.items, *each.unscored_items))
    for options in each.option_sets.values():
        yield from (option.label for option in options if option.label != str(option.value))


@pytest.mark.parametrize(("name", "digest"), WORDING.items())
def test_the_wording_is_that_of_the_source_to_the_letter(name, digest):
    assert hashlib.sha256("\n".join(wording(known(name))).encode()).hexdigest() == digest


def test_the_lowest_answer_of_a_gad7_reads_not_at_all():
    assert {known("gad7").options_of(item)[0].label for item in known("gad7").items} == {"Not at all"}


@pytest.mark.parametrize("each", [each for each in ALL if not each.items], ids=named)
def test_no_wording_is_shipped_where_it_is_not_free(each):
    assert (each.stem, each.option_sets, each.unscored_items) == ("", {}, ())
    check_answers(each.id, [1, None, 9])
    assert each.total([1, 2]) is None


@pytest.mark.parametrize("each", ALL, ids=named)
def test_codes_and_recall_are_those_that_were_verified(each):
    assert (each.loinc_total, each.loinc_panel) == LOINC.get(each.id, (None, None))
    assert each.recall_days == RECALL.get(each.id)


@pytest.mark.parametrize("each", ALL, ids=named)
def test_who_rates_and_which_way_is_better_are_said(each):
    clinician = {"madrs", "ybocs", "cadss", "cadss6", "cssrs_screener"}
    better = {"who5", "mood_now"}
    assert each.rated_by == ("clinician" if each.id in clinician else "self")
    if each.id != "meq30":
        assert each.higher_is == ("better" if each.id in better else "worse")


def test_a_reliable_change_is_named_only_after_a_source():
    assert {each.id: each.reliable_change.points for each in ALL if each.reliable_change} == {"pcl5": 5}


def test_an_unknown_questionnaire_is_none():
    assert instrument("phq-9") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"licence": ""},
        {"licence": " "},
        {"licence_source": ""},
        {"version": ""},
        {"items": ()},
        {"method": "total"},
        {"safety_item": "q12"},
        {"bands_source": ""},
        {"reliable_change": {"points": 6, "source": "unverified (NHS Talking Therapies)"}},
        {"reliable_change": {"points": 6, "source": ""}},
        {"estimate_rule": {"most_missing": 2}},
        {"recall_days": -1},
        {"surprise": 1},
    ],
    ids=str,
)
def test_a_questionnaire_that_is_not_whole_does_not_load(wrong):
    with pytest.raises(ValidationError):
        Instrument.model_validate(known(PHQ9).model_dump() | wrong)


@pytest.mark.parametrize("missing", ["licence", "licence_source"])
@pytest.mark.parametrize("each", ALL, ids=named)
def test_a_questionnaire_that_names_no_licence_or_source_does_not_load(each, missing):
    content = each.model_dump()
    del content[missing]
    with pytest.raises(ValidationError, match=missing):
        Instrument.model_validate(content)
