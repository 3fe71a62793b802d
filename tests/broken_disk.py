"""A disk that fails for a while."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.ingest.readers import plain_text_file
from pipeline.ingest.sources.guarded import source_error


def failing_disk(monkeypatch: pytest.MonkeyPatch, ends_with: str) -> Callable[[], None]:
    """Texts in files of such a name cannot be read until what is given back is called."""
    read = plain_text_file.read

    def failing(opened: Any, *others: Any) -> Any:
        if opened.name.endswith(ends_with):
            raise source_error(OSError(errno.EIO, "Input/output error"))
        yield from read(opened, *others)

    monkeypatch.setattr(plain_text_file, "read", failing)
    return lambda: monkeypatch.setattr(plain_text_file, "read", read)
