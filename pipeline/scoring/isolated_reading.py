"""Files and tables read so that a record which cannot be read, or ends the process that reads it, takes no others along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pipeline.config import IngestConfig
from pipeline.errors import PipelineError
from pipeline.ingest.documents import Document
from pipeline.ingest.sources.source import Piece
from pipeline.records import Reject
from pipeline.scoring.cautions import CRASHED, READING, WHOLE, Cautions, told
from pipeline.scoring.selection import Selection
from pipeline.scoring.shards import Kind, Portion
from pipeline.scoring.table_rows import TableReader, Unreadable

# Where so many in a row cannot be read, or end the process, what is broken is the file.
_MOST_IN_A_ROW = 3
_ALONE = "it was left out and the others judged"
_WITH_REST = "it and what follows in this part of the file was left out"
_WITH_GROUP = "it and what follows in its row group was left out"


@dataclass(frozen=True, slots=True)
class _Stop:
    """Here reading did not go on."""

    place: int
    why: str

    def reject(self, name: str, unit: str, first: int, left_out: str) -> Reject:
        where = f"{unit} {first + self.place}"
        return Reject(name, where, f"{where} {self.why}; {left_out}. Please report it", code=CRASHED)


def documents_of(
    portion: Portion, config: IngestConfig, number: int, cautions: Cautions
) -> Iterator[Document | Reject]:
    """The documents of a portion of a file.

    Where one ends the process, or raises, the file is read on record by record, as far as its format can be cut.

    Parameters
    ----------
    portion : Portion
    config : IngestConfig
    number : int
        Place of the portion in its shard.
    cautions : Cautions
    """
    from pipeline.ingest.readers import pieces_within, read_piece

    given = 0
    for found in _until_stop(read_piece(portion.piece, config), number, WHOLE, cautions):
        if not isinstance(found, _Stop):
            given += 1
            yield found
            continue
        pieces = pieces_within(portion.piece, config)
        first = next(pieces, portion.piece)
        if first == portion.piece:
            yield found.reject(portion.piece.source.name, "record", portion.piece.first, _WITH_REST)
        else:
            # What was read before is read again, and passed over.
            yield from islice(_piece_by_piece(chain([first], pieces), config, number, cautions), given, None)


def _piece_by_piece(
    pieces: Iterator[Piece], config: IngestConfig, number: int, cautions: Cautions
) -> Iterator[Document | Reject]:
    from pipeline.ingest.readers import read_piece

    in_a_row = 0
    for place, piece in enumerate(pieces):
        stopped = False
        for found in _until_stop(read_piece(piece, config), number, place, cautions):
            if stopped := isinstance(found, _Stop):
                in_a_row += 1
                left_out = _WITH_REST if in_a_row == _MOST_IN_A_ROW else _ALONE
                yield found.reject(piece.source.name, "record", piece.first, left_out)
            else:
                in_a_row = 0
                yield found
        if stopped and in_a_row == _MOST_IN_A_ROW:
            return


def _until_stop(
    documents: Iterator[Document | Reject], number: int, piece: int, cautions: Cautions
) -> Iterator[Document | Reject | _Stop]:
    place = 0
    while cautions.begins(number, place, READING, piece):
        try:
            found = next(documents, None)
        except (PipelineError, ImportError):
            raise
        # Whatever is wrong with one record must not end the run.
        except Exception as error:
            yield _Stop(place, f"cannot be read ({told(error)})")
            return
        if found is None:
            return
        yield found
        place += 1
    yield _Stop(place, "ends the process that reads it")


def rows_of(portion: Portion, selection: Selection, number: int, cautions: Cautions) -> Iterator[Any]:
    """The records of a range of rows of a table; ``None`` for each that is not asked for, a `Reject` for what cannot be read.

    Parameters
    ----------
    portion : Portion
    selection : Selection
    number : int
        Place of the portion in its shard.
    cautions : Cautions
    """
    piece = portion.piece
    in_a_row = 0

    def begins(row: int, what: str) -> bool:
        return cautions.begins(number, row - piece.start, what)

    reader = _reader(piece.source.place, portion.kind, Path(piece.source.place).stat().st_mtime_ns, cautions)
    for place, row in enumerate(reader.read(piece.start, piece.stop or 0, selection, begins)):
        if not isinstance(row, Unreadable):
            in_a_row = 0
            yield row
            continue
        in_a_row = in_a_row + 1 if row.ends and not row.rest else 0
        broken = in_a_row == _MOST_IN_A_ROW
        left_out = _WITH_GROUP if row.rest else _WITH_REST if broken else _ALONE
        yield _Stop(place, row.why).reject(piece.source.name, "row", piece.first, left_out)
        if broken:
            return


@lru_cache(maxsize=1)
def _reader(place: str, kind: Kind, changed: int, cautions: Cautions) -> TableReader:
    """The reader of the table that was read last, so that portions that follow one another are read in one go."""
    # A row that is too large for the memory takes those along that are read with it.
    return TableReader(place, kind, batch_rows=1) if cautions.watch else TableReader(place, kind)
