"""Data that lie beside the project, in a folder `shared`, and are not part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """The path of a file or folder of that name; where it is not, the test is skipped."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} lies in a folder `shared` beside the project, and is not there")
    return path
