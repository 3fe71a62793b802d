"""A limit on the time that one page may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class PageTooSlowError(Exception):
    """A page took longer than it may."""


class _TimeIsUp(BaseException):
    """Not an `Exception`, since the libraries that read pages catch those and go on."""


@contextmanager
def page_time_limit(seconds: float) -> Iterator[None]:
    """Let the block take so many seconds of this process's computing time, which no load of the machine uses up.

    In a thread other than the main one, and where the system has no such clock (Windows), there is no limit: workers read
    pages in their main thread. Code of libxml2 is interrupted when it returns, which it does after a time that grows with
    the size of the page and no faster, since pages are bounded in size and in depth.

    Raises
    ------
    PageTooSlowError
        When the time is up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TimeIsUp

    before = signal.signal(signal.SIGPROF, stop)
    try:
        # Again each second: an interruption within a callback of libxml2 or a destructor may be lost.
        signal.setitimer(signal.ITIMER_PROF, seconds, 1)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except _TimeIsUp as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        raise PageTooSlowError(f"took longer than {seconds:g} seconds") from error
    finally:
        signal.signal(signal.SIGPROF, before)
