"""The table `rejects`: what was not usable, and why; nothing disappears without a row here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was not usable: `source` is the file, `location` the line, row or page part, `reason` a sentence.

    `code` is the kind of the reason, one word for counting, such as ``too_short`` or ``not_readable``.
    """

    source: str
    location: str | None
    reason: str
    code: str = "not_usable"
