"""The README's table says what was tried and found, and nothing else of the README changes."""

from pathlib import Path

from tests.reliability.__main__ import BEGIN, END, README, table, write_into

FIGURES = {
    "kills while saving": {"kills": 1400, "lost_saves": 0},
    "hostile files": {"tried": 17, "refused": 17, "seconds": 0.42},
}


def test_the_table_has_a_line_for_each_way_of_trying():
    assert table(FIGURES).splitlines()[2:] == [
        "| hostile files | 17 tried | 17 refused; 0.42 seconds |",
        "| kills while saving | 1,400 kills | 0 lost saves |",
    ]


def test_only_what_stands_between_the_marks_is_written_anew(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nolder\n{END}\nafter\n", encoding="utf-8")
    write_into(readme, "newer")
    assert readme.read_text(encoding="utf-8") == f"before\n{BEGIN}\nnewer\n{END}\nafter\n"


def test_the_readme_has_a_place_for_the_table():
    whole = README.read_text(encoding="utf-8")
    assert whole.count(BEGIN) == whole.count(END) == 1
