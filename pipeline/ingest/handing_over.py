"""What one process has read, for another to keep: by way of a file where it is much, so that neither holds all of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

import pyarrow as pa

from pipeline.config import IngestConfig
from pipeline.ingest.noticing import Noticed
from pipeline.ingest.piece_reading import Part, read_pieces
from pipeline.ingest.sources import Piece
from pipeline.ingest.store import not_kept
from pipeline.ingest.stored_record import StoredRecord

_PREFIX = "handed-over-"
# In the metadata of a batch.
_OF_PART = "part"
# Of the fields of a `StoredRecord`.
_TYPES = (pa.string(), pa.string(), pa.binary(), pa.int64(), pa.binary())
_COLUMNS = pa.schema(list(zip(StoredRecord.__annotations__, _TYPES, strict=True)))


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Parts of pieces, the last of them in memory.

    Attributes
    ----------
    last : list of Part
    before : Path, optional
        A file with those that come before.
    """

    last: list[Part]
    before: Path | None = None

    def parts(self) -> Iterator[list[Part]]:
        """All parts, some at a time; each can be had once."""
        if self.before is not None:
            yield from ([part] for part in _read(self.before))
            self.before.unlink()
        yield self.last


@contextmanager
def handing_over(folder: Path) -> Iterator[Path]:
    """A folder in `folder` for as long as the block runs; what a kill left of earlier ones is removed."""
    for left in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=_PREFIX, dir=folder, ignore_cleanup_errors=True) as place:
        yield Path(place)


def handed_over(pieces: Sequence[tuple[str, Piece]], config: IngestConfig, folder: Path) -> HandedOver:
    """Read several pieces; the unit of work of one process.

    Parameters
    ----------
    pieces : sequence of (key, Piece)
    config : IngestConfig
    folder : Path
        As `handing_over` gives it.

    Raises
    ------
    PipelineError
        If there is no space in it.
    """
    read = read_pieces(pieces, config)
    last = next(read)
    following = next(read, None)
    if following is None:
        return HandedOver(last)
    try:
        with (
            NamedTemporaryFile(dir=folder, delete=False) as file,
            pa.ipc.new_stream(file, _COLUMNS) as stream,
        ):
            while following is not None:
                for part in last:
                    stream.write_batch(_batch(part), custom_metadata=_about(part))
                last, following = following, next(read, None)
    except OSError as error:
        raise not_kept(folder, error) from error
    return HandedOver(last, Path(file.name))


def _batch(part: Part) -> pa.RecordBatch:
    columns = zip(*part.records, strict=True) if part.records else [[] for _ in _COLUMNS]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _COLUMNS, strict=True)]
    return pa.record_batch(arrays, schema=_COLUMNS)


def _about(part: Part) -> dict[str, str]:
    noticed = part.noticed.as_dict() if part.noticed is not None else None
    return {_OF_PART: json.dumps([part.key, part.first, noticed])}


def _read(path: Path) -> Iterator[Part]:
    with path.open("rb") as file, pa.ipc.open_stream(file) as stream:
        for batch, metadata in stream.iter_batches_with_custom_metadata():
            key, first, counted = json.loads(metadata[_OF_PART])
            noticed = None
            if counted is not None:
                noticed = Noticed()
                noticed.update(counted)
            records = map(StoredRecord, *(column.to_pylist() for column in batch.columns))
            yield Part(key, first, list(records), noticed)
