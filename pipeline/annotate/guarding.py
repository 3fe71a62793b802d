"""One at a time: what several parts of the workbench share is read and changed by one thread."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

Method = TypeVar("Method", bound=Callable[..., Any])


class Guarded:
    """Something whose methods marked `one_at_a_time` wait for each other, and for those of all that have the same guard.

    Parameters
    ----------
    guard : RLock
    """

    def __init__(self, guard: threading.RLock) -> None:
        self.guard = guard


def one_at_a_time(method: Method) -> Method:
    """A method of something `Guarded` that waits for its turn."""

    @functools.wraps(method)
    def guarded(self: Guarded, *arguments: Any, **named: Any) -> Any:
        with self.guard:
            return method(self, *arguments, **named)

    return cast(Method, guarded)
