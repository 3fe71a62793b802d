"""How long to wait before asking again: as long as the endpoint says, else twice as long each time."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a question is put, and how long is waited between.

    Attributes
    ----------
    attempts : int
    first_wait, longest_wait : float
        In seconds; each wait is twice the one before, up to the longest.
    timeout : float
        Seconds after which an answer is no longer waited for.
    """

    attempts: int = 6
    first_wait: float = 1.0
    longest_wait: float = 60.0
    timeout: float = 120.0

    def wait(self, attempt: int, draw: random.Random) -> float:
        """Seconds to wait after the attempt of this number, from 0; drawn, so that threads do not come back all at once."""
        longest = min(self.longest_wait, self.first_wait * 2.0**attempt)
        return float(longest * (0.5 + draw.random() / 2))


def asked_wait(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """The seconds that an endpoint asks for by ``Retry-After`` (seconds or a date) or ``retry-after-ms``, if it does.

    Parameters
    ----------
    headers : mapping of str to str
    now : datetime, optional

    Examples
    --------
    >>> asked_wait({"retry-after": "2"}), asked_wait({"retry-after-ms": "250"}), asked_wait({"retry-after": "soon"})
    (2.0, 0.25, None)
    """
    if (milliseconds := headers.get("retry-after-ms")) and (seconds := _number(milliseconds)) is not None:
        return seconds / 1000
    told = headers.get("retry-after")
    if not told:
        return None
    if (seconds := _number(told)) is not None:
        return seconds
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - (now or datetime.now(UTC))).total_seconds())


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


class Gate:
    """Holds all threads back while an endpoint asks for rest, and lets them go when the work is to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._open_at = 0.0
        self._lock = threading.Lock()

    @property
    def stopped(self) -> bool:
        """Whether the work is to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Wake whoever waits; nobody waits any more."""
        self._stop.set()

    def close_for(self, seconds: float) -> None:
        """Let nobody pass for so long."""
        with self._lock:
            self._open_at = max(self._open_at, time.monotonic() + seconds)

    def pass_through(self) -> None:
        """Wait until the gate is open."""
        while not self._stop.is_set() and (left := self._open_at - time.monotonic()) > 0:
            self._stop.wait(left)

    def rest(self, seconds: float) -> None:
        """Wait for so long, or until the work is to stop."""
        self._stop.wait(seconds)
