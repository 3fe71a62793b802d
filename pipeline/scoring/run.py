"""Where and how a table of scores is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.scoring.selection import Selection


@dataclass(frozen=True, slots=True)
class ScoreRun:
    """How a table is made; what it holds depends on `selection`, `partition` and `copy_near_duplicates` alone.

    Attributes
    ----------
    engine : str, default="local"
        See `pipeline.scoring.engine`.
    workers : int, optional
        Processes; ``compute.workers`` by default.
    selection : Selection
        Which articles; all by default.
    partition : tuple of str
        Columns whose values name the folders of a dataset; the output is a folder then.
    copy_near_duplicates : bool, default=False
        Judge one article of each `duplicate_group` of a table of articles, and copy its rows to the others.
    overwrite : bool, default=False
        Make the table anew where there is one that was made otherwise.
    keep_parts : bool, optional
        Keep what a later run with a larger input need not judge again; by default where a folder or an address is the input.
    """

    engine: str = "local"
    workers: int | None = None
    selection: Selection = field(default_factory=Selection)
    partition: tuple[str, ...] = ()
    copy_near_duplicates: bool = False
    overwrite: bool = False
    keep_parts: bool | None = None
