"""How a file of lines begins: looked at before it is read, for its columns and how it writes them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.ingest.readers.lines import lines
from pipeline.ingest.sources.opening import Opened, SourceError
from pipeline.ingest.sources.source import Piece, Source

_WHOLE = Piece(Source("", ""))


def first_lines(opened: Opened, limit: int, most: int, most_bytes: int) -> Iterator[str]:
    """The first lines of a file, up to one that is too long.

    Parameters
    ----------
    opened : Opened
    limit : int
        Most bytes of a line.
    most : int
        So many lines at most.
    most_bytes : int
        Behind so many bytes no line is given, unless all before are blank.

    Raises
    ------
    SourceError
        If not even one line can be read; of a file that breaks off later, the lines before are given.
    """
    size, filled, given = 0, False, False
    try:
        for line in islice(lines(opened, _WHOLE, limit), most):
            size += line.stop - line.start
            if line.text is None or (size > most_bytes and filled):
                return
            yield line.text
            given, filled = True, filled or bool(line.text.strip("\ufeff \t\r\n\0"))
    except SourceError:
        if not given:
            raise
