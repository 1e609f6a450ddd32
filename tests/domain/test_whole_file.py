"""Files with personal data are whole or absent, and for their owner only."""

import os
import signal
import stat

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.whole_file import sweep, write_whole


def test_a_file_is_for_its_owner_only(tmp_path):
    write_whole(tmp_path / "out.pdf", b"whole")
    assert (tmp_path / "out.pdf").read_bytes() == b"whole"
    assert stat.S_IMODE((tmp_path / "out.pdf").stat().st_mode) == 0o600


def test_an_older_file_is_replaced(tmp_path):
    out = tmp_path / "out.pdf"
    out.write_bytes(b"older and longer")
    write_whole(out, b"new")
    assert out.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [out]


def test_a_name_as_long_as_names_can_be_is_written(tmp_path):
    out = tmp_path / ("a" * 251 + ".pdf")
    write_whole(out, b"whole")
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_in_the_way_is_a_sentence_and_leaves_nothing(tmp_path):
    out = tmp_path / "out.pdf"
    out.mkdir()
    with pytest.raises(JournalError, match="cannot be written"):
        write_whole(out, b"whole")
    assert list(tmp_path.iterdir()) == [out]


def test_a_write_that_stops_half_way_is_a_sentence_and_leaves_the_older_file(tmp_path):
    resource = pytest.importorskip("resource", reason="the system has no limit on the size of files")
    out = tmp_path / "out.pdf"
    out.write_bytes(b"older")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        with pytest.raises(JournalError, match="cannot be written"):
            write_whole(out, b"x" * 4096)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


def test_what_was_begun_and_never_finished_is_swept_away_later(tmp_path):
    strays = [tmp_path / ".out.pdf-ab12cd_3.part", tmp_path / ".data-zz9zz9zz.part"]
    strays[0].write_bytes(b"half of a page")
    strays[1].mkdir()
    (strays[1] / "sessions.csv").write_bytes(b"half of a list")
    for stray in strays:
        os.utime(stray, (0, 0))
    being_written = tmp_path / ".other.pdf-ab12cd_4.part"
    being_written.touch()
    not_ours = [
        tmp_path / name for name in (".notes-ab12cd_3", "film.part", ".big.iso.part", "out.pdf-ab12cd_3.part")
    ]
    for other in not_ours:
        other.touch()
        os.utime(other, (0, 0))
    write_whole(tmp_path / "out.pdf", b"whole")
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "out.pdf", being_written, *not_ours])


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give a file away")
def test_what_another_user_began_stays(tmp_path):
    stray = tmp_path / ".out.pdf-ab12cd_3.part"
    stray.touch()
    os.chown(stray, 65534, 65534)
    os.utime(stray, (0, 0))
    sweep(tmp_path)
    assert stray.exists()
