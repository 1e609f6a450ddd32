"""The program's own words record and display; they never advise, hurry or judge."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
RESOURCES = ROOT / "resources"

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

OF_OTHERS = {
    "instruments": {"stem", "items", "unscored_items", "option_sets"},
    "safety": {"name"},
}
"""What is quoted: questionnaires to the letter, and what crisis services call themselves."""

DRAWN_BY_LOT = RESOURCES / "passphrases" / "words.json"
"""A published list of words, of which a password says five at random."""


def in_source(source: str) -> Iterator[str]:
    """Yield every text of a program but its docstrings: messages, labels, titles, help, parts of f-strings.

    Reading all of them, and not only those handed to gettext, misses no word that reaches a person by
    another way.
    """
    tree = ast.parse(source)
    about_code = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about_code:
            yield node.value


def in_data(content: Any, quoted: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every text of a JSON file, keys aside, but what is quoted from others."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from in_data(part, quoted)
    elif isinstance(content, dict):
        for key, part in content.items():
            yield from () if key in quoted else in_data(part, quoted)


def in_file(file: Path) -> Iterator[str]:
    """Yield the words of a file that a person may see, whole or line by line; a picture has none."""
    if file.suffix == ".py":
        yield from in_source(file.read_text(encoding="utf-8"))
    elif file.suffix == ".json":
        content = json.loads(file.read_text(encoding="utf-8"))
        ours = isinstance(content, dict) and content.get("licence_source") == "KetaTrack"
        yield from in_data(content, frozenset(() if ours else OF_OTHERS.get(file.parent.name, ())))
    elif file.suffix != ".png":
        yield file.read_text(encoding="utf-8")


def ours() -> list[Path]:
    """Return every file whose words are the program's own."""
    folders = ("ketatrack", "migrations", "resources", "packaging")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*") if file.is_file()]
    read = [file for file in files if "__pycache__" not in file.parts and file != DRAWN_BY_LOT]
    return sorted([*read, ROOT / "README.md", ROOT / "CHANGELOG.md"])


def test_no_word_of_ours_advises_hurries_or_judges():
    found = [
        f"{file.relative_to(ROOT)}: {text}"
        for file in ours()
        for text in in_file(file)
        if FORBIDDEN.search(text)
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
        "SYSTOLIC = Measure('Best systolic', 'mmHg', 50, 300)",
        "reason: Text = Field(default='', title='Recommended by')",
        "parser.add_argument('--day', help='when the next one is due')",
        "_STATUS_WORDS = {Status.RESPONSE: 'on track'}",
        "class Outcome(Word):\n    COMPLETED = 'completed', 'Effective'",
        "QLabel(f'{days} days: time for a session')",
        "def words():\n    yield 'safe to drive'",
    ],
)
def test_every_way_of_speaking_is_heard(source):
    assert any(FORBIDDEN.search(text) for text in in_source(source))


def test_what_is_said_about_the_code_is_not_heard():
    assert list(in_source('"""What should be."""\nLIMIT = 3\n"""The best."""')) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("reports/course_profile.typ", "#heading[Overdue]"),
        ("demo/esketamine/scores.csv", "taken_at,notes\n2026-03-02T10:00+01:00,I should rest"),
        ("vocabulary/side_effects.json", '{"terms": [{"id": "nausea", "label": "Best nausea"}]}'),
        ("instruments/phq9.json", '{"licence_source": "LOINC", "bands": [{"label": "Safe to go"}]}'),
        ("instruments/mood_now.json", '{"licence_source": "KetaTrack", "items": [{"text": "10 (best)"}]}'),
        ("languages/de.po", 'msgid "You need to"'),
    ],
)
def test_every_kind_of_file_is_read(tmp_path, name, content):
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")

    assert any(FORBIDDEN.search(text) for text in in_file(file))


def test_what_is_quoted_is_left_to_its_authors():
    peg = RESOURCES / "instruments" / "peg.json"

    assert FORBIDDEN.search(peg.read_text(encoding="utf-8"))
    assert not any(FORBIDDEN.search(text) for text in in_file(peg))


def test_there_are_words_to_read():
    read = {file.relative_to(ROOT).as_posix(): set(in_file(file)) for file in ours()}

    assert "Systolic" in read["ketatrack/domain/measures.py"]
    assert "Recorded by" in read["ketatrack/domain/record.py"]
    assert "Moderately severe" in read["resources/instruments/phq9.json"]
    assert {name.split(".")[-1] for name in read} >= {"py", "json", "typ", "csv", "md"}


def said_untranslated(source: str) -> Iterator[str]:
    """Yield the sentences of errors for a person that are not handed to gettext; mere values are none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "JournalError":
            parts = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else node.args[:1]
            words = " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
            if any(letter.isalpha() for letter in words):
                yield words


def test_every_error_that_a_person_can_mend_is_said_in_their_language():
    assert list(said_untranslated("raise JournalError(f'{path} is full.')")) == [" is full."]

    sources = (ROOT / "ketatrack").rglob("*.py")
    found = {file.name: words for file in sources for words in said_untranslated(file.read_text("utf-8"))}

    assert found == {}
