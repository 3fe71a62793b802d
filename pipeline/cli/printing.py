"""What commands print: results on standard output, what was done on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer


def report(message: object) -> None:
    """Say what was done, on standard error, so that standard output stays free for results."""
    typer.echo(str(message), err=True)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], right: tuple[int, ...] = ()) -> None:
    """Print a table to standard output."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for index, column in enumerate(columns):
        drawn.add_column(column, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(escape(str(cell)) for cell in row))
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    console.print(drawn)
