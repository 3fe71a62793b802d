"""Progress bars for long work: rate and remaining time on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")


def progress(items: Iterable[Item], description: str, total: int | None = None) -> Iterator[Item]:
    """Yield `items`, showing a bar on standard error while a person is watching.

    Parameters
    ----------
    items : iterable
        What is worked on.
    description : str
        The stage, as the user knows it.
    total : int, optional
        How many items there will be; without it the bar shows a count and a rate only.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    with _bar() as bar:
        yield from bar.track(items, total=total, description=description)


@contextmanager
def progress_steps(description: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for work that counts its own steps: call what this gives with the step and the number of all steps."""
    if not sys.stderr.isatty():
        yield lambda step, total: None
        return
    with _bar() as bar:
        task = bar.add_task(description, total=None)
        yield lambda step, total: bar.update(task, completed=step, total=total)


@contextmanager
def progress_bytes(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for reading `total` bytes: call what this gives with the number of bytes that were read since."""
    if not sys.stderr.isatty():
        yield lambda size: None
        return
    with _bar(in_bytes=True) as bar:
        task = bar.add_task(description, total=total)
        yield lambda size: bar.advance(task, size)


def _bar(in_bytes: bool = False) -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    counts = (DownloadColumn(), TransferSpeedColumn()) if in_bytes else (MofNCompleteColumn(), Rate())
    columns = (TextColumn("{task.description:<10}"), BarColumn(), *counts, TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))
