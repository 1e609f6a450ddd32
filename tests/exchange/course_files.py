"""Small course files for tests of imports: a good course, of which a test changes what it is about."""

from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"

COURSE = "name,medication,timezone\nSpring,ketamine,Europe/Berlin\n"
SESSIONS = "session,started_at,ended_at\nS1,2026-03-02T14:15+01:00,2026-03-02T15:00+01:00\n"
READING = "2026-03-02T14:20+01:00,S1,120,80"
READINGS = f"taken_at,session,systolic,diastolic\n{READING}\n"


def write_files(folder: Path, **files: str | bytes) -> Path:
    """Write a course; every file can be replaced, by text or by bytes."""
    folder.mkdir(exist_ok=True)
    for name, content in ({"course": COURSE, "sessions": SESSIONS} | files).items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(raw)
    return folder
