"""A folder for the bench's databases, on the disk that the product itself would use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.server import ROOT

OUT = ROOT / "tests" / "out"


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, gone at the end; not in /tmp, which may be memory, where a sync is free."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=OUT) as folder:
        yield Path(folder)
