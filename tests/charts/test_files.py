"""A chart as a file: PNG, SVG or PDF, complete or absent, for its owner only."""

import csv
import io
import stat
import subprocess
import sys

import pypdfium2
import pytest
from PIL import Image

from ketatrack.charts.files import FORMATS, as_svg, save_chart
from ketatrack.charts.gallery import CHARTS
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.selection import EVERYTHING
from tests.courses import empty, one_session
from tests.records import course, patient, reading, session

CHART = CHARTS["response"](one_session(), EVERYTHING)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_saved_as_its_name_says(tmp_path, name, ending):
    out = tmp_path / f"chart{ending}"
    save_chart(CHARTS[name](one_session(), EVERYTHING), out, LIGHT)
    beginnings = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".csv": b"\xef\xbb\xbf"}
    assert out.read_bytes().startswith(beginnings[ending])
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [out]


def test_a_dark_picture_is_dark(tmp_path):
    out = tmp_path / "chart.png"
    save_chart(CHART, out, DARK)
    with Image.open(out) as picture:
        assert picture.convert("L").getpixel((1, 1)) < 60


def test_words_in_files_stay_words(tmp_path):
    out = tmp_path / "chart.pdf"
    save_chart(CHART, out, PAPER)
    (page,) = pypdfium2.PdfDocument(io.BytesIO(out.read_bytes()))
    text = page.get_textpage().get_text_bounded()
    assert "Spring course" in text
    assert "Half of baseline 7" in text
    assert b"Moderately severe" in as_svg(CHART, PAPER, (7, 3))


def test_equal_charts_are_equal_files():
    assert as_svg(CHART, PAPER, (7, 3)) == as_svg(CHART, PAPER, (7, 3))


@pytest.mark.parametrize("name", ["$x_1$ \\frac", "日本 😀", "W" * 200])
def test_names_of_any_kind_are_written_as_they_are(tmp_path, name):
    out = tmp_path / "chart.svg"
    save_chart(CHARTS["response"](empty(name=name), EVERYTHING), out, LIGHT)
    assert name[:2] in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["chart.gif", "chart"])
def test_another_ending_is_refused_with_a_sentence(tmp_path, name):
    with pytest.raises(JournalError, match="ends in none of these"):
        save_chart(CHART, tmp_path / name, LIGHT)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_a_sentence(tmp_path):
    with pytest.raises(JournalError, match="cannot be written"):
        save_chart(CHART, tmp_path / "nowhere" / "chart.png", LIGHT)


def test_knowing_what_charts_say_needs_no_matplotlib():
    code = (
        "import sys; import ketatrack.charts.gallery, ketatrack.charts.files, ketatrack.reports.pdf; "
        "assert not {'matplotlib', 'numpy', 'typst'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_table_is_saved_whole_and_no_cell_is_a_formula(tmp_path):
    person = patient()
    of = course(person)
    held = session(of, "=S1", "2026-03-02T10:00+01:00")
    readings = [
        reading(of, "2026-03-02T10:00+01:00", session_id=held.id, minutes=n, systolic=120 - n, diastolic=80)
        for n in (-5, 10)
    ]
    records = CourseRecords(of, person, sessions=[held], readings=readings)
    save_chart(CHARTS["session-pressure"](records, EVERYTHING), tmp_path / "table.csv", LIGHT)
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:2] == ["Date", "Session"]
    assert rows[1:] == [
        ["2 Mar 2026", "'=S1", "-5", "125/80", "0", "0"],
        ["2 Mar 2026", "'=S1", "10", "110/80", "-15", "0"],
    ]
