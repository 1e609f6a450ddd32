"""The shipped questionnaires score as their sources say."""

import pytest
from pydantic import ValidationError

from ketatrack.domain.instruments import PHQ9, Instrument, instrument, instruments

WITH_BANDS = [known for known in instruments().values() if known.bands]
BANDS = {
    PHQ9: [
        (0, 4, "minimal"),
        (5, 9, "mild"),
        (10, 14, "moderate"),
        (15, 19, "moderately_severe"),
        (20, 27, "severe"),
    ],
    "gad7": [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")],
}


def known(instrument_id):
    found = instrument(instrument_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("each", "answers", "total"),
    [(each, answers, total) for each in instruments().values() for answers, total in each.examples],
)
def test_a_worked_example_of_the_source_gives_its_total(each, answers, total):
    assert each.total(answers) == total


@pytest.mark.parametrize(
    ("each", "low", "high", "key"),
    [(known(each), *band) for each, bands in BANDS.items() for band in bands],
)
def test_both_ends_of_a_band_belong_to_it(each, low, high, key):
    assert {each.band(total).key for total in (low, high)} == {key}


@pytest.mark.parametrize("each", WITH_BANDS)
def test_the_bands_cover_the_scale_without_gap_or_overlap(each):
    for total in range(each.low, each.high + 1):
        assert sum(band.min <= total <= band.max for band in each.bands) == 1
    assert each.band(each.high + 1) is None


def test_an_unanswered_item_leaves_no_total():
    assert known(PHQ9).total([1, 2, 1, 2, None, 1, 0, 0, 1]) is None


def test_a_total_reaches_both_ends_of_the_scale():
    for each in instruments().values():
        lowest = [min(option.value for option in each.options_of(item)) for item in each.items]
        highest = [max(option.value for option in each.options_of(item)) for item in each.items]
        assert (each.total(lowest), each.total(highest)) == (each.low, each.high)


def test_a_scale_without_bands_names_none():
    assert known("mood_now").band(5) is None


def test_an_unknown_questionnaire_is_none():
    assert instrument("phq-9") is None


@pytest.mark.parametrize("missing", ["licence", "licence_source"])
def test_a_questionnaire_without_its_licence_does_not_load(missing):
    with pytest.raises(ValidationError):
        Instrument.model_validate(known(PHQ9).model_dump() | {missing: ""})
