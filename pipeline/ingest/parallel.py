"""Pieces read on several processes: the same results, in whatever order they are done."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.config import IngestConfig
from pipeline.ingest.handing_over import HandedOver, handed_over, handing_over
from pipeline.ingest.piece_reading import Part, read_pieces
from pipeline.ingest.plan import batches, sizes_of
from pipeline.ingest.sources import Piece

# So many pieces, or bytes of them, are handed out at once: few enough that processes end together and little is lost at
# an interruption.
_MOST_TOGETHER, _MOST_BYTES = 16, 2_000_000
# Fewer than these are not worth the start of processes, unless they are large.
_FEWEST_SHARED, _LARGE = 64, 8_000_000


def read_all(
    pieces: Sequence[tuple[str, Piece]], config: IngestConfig, folder: Path, workers: int = 1
) -> Iterator[list[Part]]:
    """Read pieces, some together.

    Parameters
    ----------
    pieces : sequence of (key, Piece)
    config : IngestConfig
    folder : Path
        Where processes may put what they have read of a large piece, until it is taken from there.
    workers : int, default=1
        Processes. Each gets names of files, and opens them itself.

    Yields
    ------
    list of Part
        As they are done; the parts of one piece in their order.
    """
    together = batches(pieces, _MOST_TOGETHER, _MOST_BYTES)
    if workers == 1 or (len(pieces) < _FEWEST_SHARED and sum(sizes_of(pieces)) < _LARGE):
        for batch in together:
            yield from read_pieces(batch, config)
        return
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", pre_dispatch="2*n_jobs", batch_size=1)
    with handing_over(folder) as place:
        for done in parallel(delayed(_in_folder)(Path.cwd(), batch, config, place) for batch in together):
            yield from done.parts()


def _in_folder(working: Path, pieces: Sequence[tuple[str, Piece]], config: IngestConfig, place: Path) -> HandedOver:
    # Processes outlive a call, and the paths of the next one start where that is made.
    os.chdir(working)
    return handed_over(pieces, config, place)
