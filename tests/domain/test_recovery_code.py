"""A recovery code is read however it was typed, and a mistake in it is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketatrack.domain.errors import JournalError
from ketatrack.domain.recovery_code import GROUPS, code_of, secret_in

SECRETS = st.binary(min_size=32, max_size=32)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET = bytes(range(7, 39))


def changed(code: str, place: int, letter: str) -> str:
    return code[:place] + letter + code[place + 1 :]


@given(SECRETS)
def test_a_code_comes_back_as_what_it_stands_for(secret: bytes) -> None:
    code = code_of(secret)
    assert [len(group) for group in code.split()] == [5] * GROUPS
    assert secret_in(code) == secret


@pytest.mark.parametrize(
    "typed",
    [
        code_of(SECRET).lower(),
        code_of(SECRET).replace(" ", ""),
        code_of(SECRET).replace(" ", "-"),
        code_of(SECRET).replace(" ", "\n"),
        f"  {code_of(SECRET)}  ",
        code_of(SECRET).replace("0", "o").replace("1", "l"),
        "\n".join(f"{place} {group}" for place, group in enumerate(code_of(SECRET).split(), start=1)),
    ],
)
def test_it_is_read_however_it_was_typed(typed: str) -> None:
    assert secret_in(typed) == SECRET


@given(SECRETS, st.integers(0, GROUPS * 5 - 1), st.sampled_from(LETTERS))
def test_one_wrong_letter_names_its_group(secret: bytes, place: int, letter: str) -> None:
    code = code_of(secret)
    at = place + place // 5
    if code[at] != letter:
        with pytest.raises(JournalError, match=rf"group {place // 5 + 1} \("):
            secret_in(changed(code, at, letter))


@given(SECRETS, st.integers(0, GROUPS - 1), st.integers(0, 3))
def test_two_letters_that_changed_places_name_their_group(secret: bytes, group: int, place: int) -> None:
    code, at = code_of(secret), group * 6 + place
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(JournalError, match=rf"group {group + 1} \("):
            secret_in(swapped)


def test_two_groups_that_changed_places_are_both_named() -> None:
    groups = code_of(SECRET).split()
    groups[2], groups[8] = groups[8], groups[2]
    with pytest.raises(JournalError, match=rf"group 3 \({groups[2]}\), 9 \({groups[8]}\)"):
        secret_in(" ".join(groups))


def test_a_group_with_a_letter_too_few_is_named() -> None:
    groups = code_of(SECRET).split()
    groups[4] = groups[4][:-1]
    with pytest.raises(JournalError, match=rf"group 5 \({groups[4]}\)"):
        secret_in(" ".join(groups))


@pytest.mark.parametrize(
    "typed", ["", "seven grey herons wait", " ".join(["heron"] * GROUPS), "a" * 65, code_of(SECRET)[:40]]
)
def test_a_passphrase_is_no_code(typed: str) -> None:
    assert secret_in(typed) is None


@given(st.text(max_size=120))
def test_whatever_else_is_typed_is_no_code(typed: str) -> None:
    assert secret_in(typed) is None
