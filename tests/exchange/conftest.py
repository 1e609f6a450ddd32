from collections.abc import Iterator
from pathlib import Path

import pytest

from ketatrack.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "mine.ketatrack") as opened:
        yield opened
