"""Scoring a questionnaire on the command line."""

import json
import subprocess
import sys

import pytest

from ketatrack.cli import run
from ketatrack.domain.instruments import instruments
from tests.domain.instrument_facts import ADMINISTERED, ENTERED, EXAMPLES, RANGES, answers_that_make, edges


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


@pytest.mark.parametrize(("name", "total", "band"), edges())
def test_the_readable_line_names_total_scale_and_band(score, name, total, band):
    scale = instruments()[name]
    label = next(each.label for each in scale.bands if each.key == band)

    assert score(name, *words_for(name, total)) == (
        0,
        f"{scale.abbreviation}: total {total} of {scale.high}, {label}\n",
        "",
    )


@pytest.mark.parametrize(("name", "total", "band"), ENTERED)
def test_a_worked_example_of_a_total_from_elsewhere_has_its_band(figures, name, total, band):
    said = figures(name, total)

    assert (said["total"], said["band"], said["complete"]) == (total, band, True)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["peg", 6, 7, 4], "PEG: total 5.7 of 10"),
        (["mood_now", 8], "Mood 0-10: total 8 of 10"),
        (["gad7", *"111-220"], "GAD-7: no total, since 1 item is not answered"),
        (["phq9", *"222221---"], "PHQ-9: no total, since 3 items are not answered"),
    ],
)
def test_the_readable_line_has_decimals_and_says_what_is_missing(score, words, line):
    code, out, err = score(*words)

    assert (code, err) == (0, "")
    assert out.startswith(line)
    assert "estimate" not in out


@pytest.mark.parametrize(
    ("name", "missing"),
    [(n, missing) for n in sorted(ADMINISTERED) for missing in range(1, min(4, len(instruments()[n].items)))],
)
def test_a_total_takes_every_answer(figures, name, missing):
    items = len(instruments()[name].items)
    for first in range(items - missing + 1):
        words = [1] * first + ["-"] * missing + [1] * (items - first - missing)
        said = figures(name, *words)
        assert (said["total"], said["band"], said["complete"]) == (None, None, False)
        estimated = name == "phq9" and missing <= 2
        assert said["estimate"] == (pytest.approx(9) if estimated else None)


@pytest.mark.parametrize(
    ("words", "total", "band"),
    [
        (["phq9", "-", *"21211001"], None, None),
        (["phq9", *"121211001"], 9, "mild"),
        (["peg", "6", "7", "4"], 5.7, None),
        (["who5", "48"], 48, "low"),
    ],
)
def test_the_installed_command_scores(words, total, band):
    command = [sys.executable, "-m", "ketatrack", "score", *words, "--json"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True)
    said = json.loads(printed.stdout)

    assert printed.stderr == ""
    assert (said["total"], said["band"], said["complete"]) == (total, band, total is not None)


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


def test_the_worked_example_with_its_last_two_items_open_has_no_total_and_its_estimate(figures):
    said = figures("phq9", 2, 2, 2, 2, 2, 1, 1, "-", "-")
    assert (said["total"], said["complete"]) == (None, False)
    assert said["estimate"] == pytest.approx(15.4286, abs=0.0001)


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
