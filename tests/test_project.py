"""The project as a whole: what is packaged, pinned and named, and what stays out of the tree."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import ketatrack
from ketatrack import domain, store, ui
from ketatrack.cli import COMMANDS
from ketatrack.store.header import SCHEMA_REVISION

PROJECT = Path(__file__).parent.parent
NOT_OURS = {"build", "dist", "__pycache__"}
HIDDEN_OURS = {".ci", ".gitignore"}
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".csv", ".typ", ".svg", ".mako", ""}


@pytest.fixture(scope="module")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def written_files(folder: Path = PROJECT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.suffix == ".egg-info":
            continue
        if path.name.startswith(".") and path.name not in HIDDEN_OURS:
            continue
        if path.is_dir():
            yield from written_files(path)
        elif path.suffix in TEXT and path != Path(__file__):
            yield path


def name_in(requirement: str) -> str:
    """Return the package that a requirement names, spelled as indexes compare names (PEP 503)."""
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_package_on_disk_is_listed_for_the_wheel(pyproject: dict[str, Any]) -> None:
    folders = {"ketatrack": "ketatrack"} | pyproject["tool"]["setuptools"]["package-dir"]
    on_disk = {
        ".".join([package.replace("/", "."), *marker.parent.relative_to(PROJECT / folder).parts])
        for package, folder in folders.items()
        for marker in (PROJECT / folder).rglob("__init__.py")
    }
    assert set(pyproject["tool"]["setuptools"]["packages"]) == on_disk


def test_the_version_is_said_once(pyproject: dict[str, Any]) -> None:
    assert "version" not in pyproject["project"]
    assert version("ketatrack") == ketatrack.__version__


def test_every_dependency_has_an_exact_version(pyproject: dict[str, Any]) -> None:
    wanted = [
        *pyproject["build-system"]["requires"],
        *pyproject["project"]["dependencies"],
        *(each for extra in pyproject["project"]["optional-dependencies"].values() for each in extra),
    ]
    pins = [
        line
        for line in (PROJECT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [\w.<>='! ]+)?", pin)] == []
    assert {name_in(each) for each in wanted} - {"ketatrack"} <= {name_in(pin) for pin in pins}


def test_resources_and_revisions_travel_with_the_package() -> None:
    assert files("ketatrack.resources").joinpath("instruments", "phq9.json").is_file()
    revisions = files("ketatrack.migrations").joinpath("versions")
    assert any(each.name.startswith(f"{SCHEMA_REVISION:04d}_") for each in revisions.iterdir())


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a folder beside the project", r"\.\./shared"),
        ("a path of one machine", r"(?<![\w.$}>/-])/(work|home|root|Users)/"),
        ("a package index", r"pypi\.org|pythonhosted|find-links|index-url"),
        ("something left for later", r"\b(TODO|FIXME|XXX|HACK)\b"),
    ],
)
def test_no_file_names(what: str, pattern: str) -> None:
    assert [
        f"{path.relative_to(PROJECT)}:{number}: {what}"
        for path in written_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ] == []


def test_the_readme_has_a_row_for_every_command() -> None:
    table = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"\n| `ketatrack {name} " not in table] == []


@pytest.mark.parametrize("layer", [domain, store, ui])
def test_the_map_of_a_layer_names_every_room_once(layer: ModuleType) -> None:
    folder = Path(layer.__path__[0])
    folders = {file.parent.name for file in folder.glob("*/__init__.py")}
    modules = folders | {file.stem for file in folder.glob("*.py")} - {"__init__"}
    map_lines = [line for line in str(layer.__doc__).splitlines() if line.startswith("    ")]
    named = [word for line in map_lines for word in line[25:].split()]
    assert sorted(named) == sorted(modules)
