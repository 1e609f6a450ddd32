"""Scoring a questionnaire on the command line."""

import json

import pytest

from ketatrack.cli import run
from ketatrack.domain.instruments import instruments
from tests.domain.instrument_facts import ADMINISTERED, EXAMPLES, RANGES, answers_that_make, edges


@pytest.fixture
def score(capsys):
    """Score some words and return the exit code, what was printed and what was complained of."""

    def called(*words):
        capsys.readouterr()
        code = run(["score", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


@pytest.fixture
def figures(score):
    def scored(*words):
        code, out, err = score(*words, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return scored


def words_for(name, total):
    """Return the words that give a total: answers where there are items, else the total itself."""
    known = instruments()[name]
    if not known.items:
        return [total]
    most = max(option.value for option in known.options_of(known.items[0]))
    return answers_that_make(
        int(total * (len(known.items) if known.method == "mean" else 1)), len(known.items), most
    )


@pytest.mark.parametrize(("name", "answers", "total", "band"), EXAMPLES)
def test_a_worked_example_gives_its_total_band_and_whether_it_is_complete(
    figures, name, answers, total, band
):
    words = ["-" if answer is None else answer for answer in answers]

    for given in (words, [";".join("" if word == "-" else str(word) for word in words)]):
        said = figures(name, *given)
        assert (said["total"], said["band"], said["complete"]) == (total, band, None not in answers)


@pytest.mark.parametrize(("name", "total", "band"), edges())
def test_both_ends_of_a_band_are_named_by_it(figures, name, total, band):
    said = figures(name, *words_for(name, total))

    assert (said["total"], said["band"], said["complete"]) == (total, band, True)


@pytest.mark.parametrize(("name", "end"), [(name, end) for name, ends in RANGES.items() for end in ends])
def test_both_ends_of_every_scale_are_scored(figures, name, end):
    assert figures(name, *words_for(name, end))["total"] == end


def test_a_questionnaire_goes_by_its_short_name_too(score):
    assert score("PHQ-9", *"121211001") == (0, "PHQ-9: total 9 of 27, Mild\n", "")


def test_an_estimate_stands_apart_and_is_called_one(score, figures):
    words = ["phq9", 2, 2, 2, 2, 2, 1, "-", "-", 1]

    assert figures(*words)["estimate"] == pytest.approx(12 * 9 / 7)
    assert figures(*words)["total"] is None
    assert score(*words)[1] == (
        "PHQ-9: no total, since 2 items are not answered; the others point to about 15.4, an estimate\n"
    )


def test_item_9_is_never_filled_in(figures):
    assert figures("phq9", 2, 2, 2, 2, 2, 1, 1, 1, "-")["estimate"] is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["phq9", 1, 2], "9 items, but there are 2 places"),
        (["phq9", *"12121100", 4], "item 9 has the answer 4; it can be 0 to 3"),
        (["phq9", *"12121100", -1], "item 9 has the answer -1"),
        (["phq9", *"12121100", "1.5"], "“1.5” is not a whole number"),
        (["phq9", *"12121100", "often"], "“often” is not a number"),
        (["phq9", *"---------"], "none of the items is answered"),
        (["peg", 1, 2, 11], "it can be 0 to 10"),
        (["who5", 101], "a whole number from 0 to 100"),
        (["who5", 48.5], "a whole number from 0 to 100"),
        (["who5", "-"], "“-” is not a number"),
        (["who5", 1, 2, 3, 4, 5], "is not filled in here"),
        (["cssrs_screener", 2], "an outcome in a clinician's words"),
        (["zzz", 1], "knows no questionnaire “zzz”"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(score, words, sentence):
    code, out, err = score(*words)

    assert (code, out) == (1, "")
    assert sentence.casefold() in err.casefold()
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["phq9"]])
def test_nothing_to_score_is_a_wrong_call(score, words):
    assert score(*words)[0] == 2


def test_every_instrument_that_is_filled_in_here_has_an_example_or_ends():
    assert {name for name in RANGES if instruments()[name].items} == ADMINISTERED
