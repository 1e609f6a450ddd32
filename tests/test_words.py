"""The program's own words record and display; they never advise, hurry or judge."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ketatrack
from ketatrack.domain import measures, words
from ketatrack.domain.instruments import instruments
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import KINDS
from ketatrack.domain.side_effects import side_effect_vocabulary

PACKAGE = Path(ketatrack.__file__).parent
TEMPLATES = PACKAGE.parent / "resources" / "reports"

NEVER = (
    "should",
    "need to",
    "recommended",
    "due",
    "overdue",
    "best",
    "effective",
    "on track",
    "failed",
    "safe to",
    "time for",
)
FORBIDDEN = re.compile(r"\b(?:" + "|".join(NEVER).replace(" ", r"\s+") + r")\b", re.IGNORECASE)

SPOKEN_BY = re.compile(r"_|n?gettext|\w+Error")
"""Calls whose texts reach a person; errors do in dialogs, beside fields and in an import's list."""


def spoken(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of every string handed to a call whose texts reach a person."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if SPOKEN_BY.fullmatch(name):
            for part in ast.walk(call):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.lineno, part.value


def labels() -> Iterator[str]:
    """Yield the labels that are declared once and read by forms, tables, charts, files and reports."""
    for kind in KINDS:
        yield kind.label
        yield from (label_of(kind, field) for field in kind.model_fields)
    for word in words.Word.__subclasses__():
        yield from (member.label for member in word)
    yield from (value.label for value in vars(measures).values() if isinstance(value, measures.Measure))
    vocabulary = side_effect_vocabulary()
    yield from (entry.label for entry in (*vocabulary.groups, *vocabulary.terms))


def own_instrument_texts() -> Iterator[str]:
    """Yield the texts of the scales written for this program; all others are verbatim."""
    for instrument in instruments().values():
        if instrument.licence_source == "KetaTrack":
            yield from (instrument.title, instrument.abbreviation, instrument.stem)
            yield from (item.text for item in instrument.items)


def test_no_message_advises_hurries_or_judges():
    found = [
        f"{file.relative_to(PACKAGE)}:{line}: {text}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for line, text in spoken(ast.parse(file.read_text(encoding="utf-8")))
        if FORBIDDEN.search(text)
    ]

    assert found == []


def test_no_label_advises_hurries_or_judges():
    assert [text for text in (*labels(), *own_instrument_texts()) if FORBIDDEN.search(text)] == []


def test_no_report_template_advises_hurries_or_judges():
    found = [
        f"{file.name}:{number}: {line}"
        for file in sorted(TEMPLATES.rglob("*.typ"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("phrase", NEVER)
def test_a_forbidden_phrase_is_found_in_any_case_and_across_lines(phrase):
    assert FORBIDDEN.search(f"A {phrase.upper()} thing")
    assert FORBIDDEN.search(phrase.replace(" ", "\n"))
    assert not FORBIDDEN.search(f"x{phrase}x")


@pytest.mark.parametrize(
    "source",
    [
        "_('You should rest')",
        "ngettext('{n} day', '{n} days overdue', n)",
        "gettext.gettext('the best ' + name)",
        "raise JournalError(f'{name} failed')",
    ],
)
def test_every_way_of_speaking_is_heard(source):
    assert any(FORBIDDEN.search(text) for _line, text in spoken(ast.parse(source)))


def test_there_are_words_to_read():
    source = (PACKAGE / "domain" / "crisis_services.py").read_text(encoding="utf-8")

    assert "call {to}" in [text for _line, text in spoken(ast.parse(source))]
    assert len(list(labels())) > 100
    assert list(own_instrument_texts())
