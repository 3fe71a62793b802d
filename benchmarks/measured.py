"""What the benchmarks share: one core for all that is compared, and the end, where figures are shown and kept."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.io import write_text


@contextmanager
def one_core_alone() -> Iterator[None]:
    """Until the block ends this process and those that it starts have one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def tell(figures: dict[str, float], path: Path | None) -> None:
    """Print figures by their names, and write them to `path` where one is given."""
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):50} {value:10.3f}")
    if path:
        write_text(path, json.dumps(figures, indent=1) + "\n")
