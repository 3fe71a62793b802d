"""Where something to read lies, and how much of it is read at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One file to read.

    Attributes
    ----------
    name : str
        What the user is told and what stands in ``source_path``: a path with ``/``, or an address; of an entry of a zip
        file ``folder/pages.zip!a/page.html``.
    place : str
        Path or address (such as ``s3://bucket/key``) of the file that holds it.
    member : str, optional
        Its name inside the zip file at `place`.
    """

    name: str
    place: str
    member: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A part of one source that is read at once: the whole of a small one, a range of records of a large one.

    `start` and `stop` are in the unit of its reader, ``[start, stop)``: bytes of a file of lines or of a web archive, rows
    of a table; ``stop=None`` is the end. `first` is the number of the first record, from 1. No record is in two pieces.
    """

    source: Source
    start: int = 0
    stop: int | None = None
    first: int = 1
