"""Numbers as people and files write them, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketatrack.domain.parsing import decimal_number, number_to_text, whole_number, with_unit

NO_NUMBERS = [
    "", " ", "-", "١٢٠", "１２０", "1_2_0", "nan", "NaN", "inf", "-inf", "1e309", "1e2", "0x50", "+5", " 120",
    "120 ", "120\n", "1,5", "1.", ".5", "1.2345", "123456", "--5", "1.2.3", "½", "120 mmHg",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="is not a number of up to five digits"):
        whole_number(text)
    with pytest.raises(ValueError, match="is not a number of up to five digits"):
        decimal_number(text)


def test_decimals_are_no_whole_number():
    with pytest.raises(ValueError, match="is not a whole number"):
        whole_number("72.5")


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("-10", -10), ("00120", 120), ("99999", 99999)])
def test_whole_numbers_are_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(("text", "number"), [("0.5", 0.5), ("-0.125", -0.125), ("41", 41.0), ("82.0", 82.0)])
def test_decimal_numbers_are_read(text, number):
    assert decimal_number(text) == number


@pytest.mark.parametrize(("number", "text"), [(41.0, "41"), (0.5, "0.5"), (-10, "-10"), (82.25, "82.25")])
def test_numbers_are_written_without_a_needless_point(number, text):
    assert number_to_text(number) == text


@given(st.integers(-99_999_999, 99_999_999))
def test_a_number_written_and_read_again_is_the_same(thousandths):
    number = thousandths / 1000
    assert decimal_number(number_to_text(number)) == number


def test_a_number_stands_before_its_unit_or_by_itself():
    assert with_unit(56.0, "mg") == "56 mg"
    assert with_unit(1234.567, "") == "1234.567"
