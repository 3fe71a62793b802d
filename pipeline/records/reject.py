"""The table `rejects`: what was not usable, and why; nothing disappears without a row here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was not usable: `source` is the file, `location` the line, row or page part, `reason` a sentence."""

    source: str
    location: str | None
    reason: str
