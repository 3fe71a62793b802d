"""Pieces read on several processes: the same results, in whatever order they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.config import IngestConfig
from pipeline.ingest.piece_reading import PieceRead, read_pieces
from pipeline.ingest.plan import batches
from pipeline.ingest.sources import Piece

# So many pieces are handed out at once: few enough that processes end together and little is lost at an interruption.
_MOST_TOGETHER = 16
# Fewer than these are not worth the start of processes.
_FEWEST_SHARED = 64


def read_all(pieces: Sequence[tuple[str, Piece]], config: IngestConfig, workers: int = 1) -> Iterator[list[PieceRead]]:
    """Read pieces, some together.

    Parameters
    ----------
    pieces : sequence of (key, Piece)
    config : IngestConfig
    workers : int, default=1
        Processes. Each gets names of files, and opens them itself.

    Yields
    ------
    list of PieceRead
        As they are done. What is waiting is bounded by the number of workers.
    """
    large = any(piece.stop is not None for _, piece in pieces)
    if workers == 1 or (len(pieces) < _FEWEST_SHARED and not large):
        for batch in batches(pieces, _MOST_TOGETHER):
            yield read_pieces(batch, config)
        return
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", pre_dispatch="2*n_jobs", batch_size=1)
    yield from parallel(delayed(read_pieces)(batch, config) for batch in batches(pieces, _MOST_TOGETHER))
