"""Which rows of a score table are taken: all of them up to a limit, or a random sample."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PipelineError


def chosen_rows(
    path: Path, batches: Iterable[pa.Table], max_rows: int, sample: int | None, seed: int
) -> tuple[pa.Table, int]:
    """The rows that are taken, in their order, and how many the table has.

    A sample is drawn while the rows stream past, so that a table of any size needs no more memory than its sample: each
    row gets a random number, and those with the smallest stay (sampling without replacement; Knuth, The Art of Computer
    Programming 2, section 3.4.2).

    Raises
    ------
    PipelineError
        If there are more than `max_rows` and no smaller sample was asked for.
    """
    limit = max_rows if sample is None else min(sample, max_rows)
    if (
        sample is None
        and path.is_file()
        and path.suffix == ".parquet"
        and (total := pq.read_metadata(path).num_rows) > limit
    ):
        raise _too_many(path, f"{total:,}", max_rows)
    if sample is not None and sample > max_rows:
        raise PipelineError(
            f"--sample: {sample:,} is more than --max-rows {max_rows:,}. Ask for fewer, or raise it too."
        )
    generator = np.random.default_rng(seed)
    kept: list[pa.Table] = []
    keys: list[np.ndarray] = []
    total = 0
    for batch in batches:
        total += batch.num_rows
        kept.append(batch)
        keys.append(generator.random(batch.num_rows))
        if total <= limit:
            continue
        if sample is None:
            raise _too_many(path, f"more than {limit:,}", max_rows)
        kept, keys = _smallest(kept, keys, limit)
    return (pa.concat_tables(kept) if kept else pa.table({})), total


def _smallest(kept: list[pa.Table], keys: list[np.ndarray], number: int) -> tuple[list[pa.Table], list[np.ndarray]]:
    key = np.concatenate(keys)
    if len(key) <= number:
        return kept, keys
    stay = np.sort(np.argpartition(key, number)[:number])
    return [pa.concat_tables(kept).take(pa.array(stay)).combine_chunks()], [key[stay]]


def _too_many(path: Path, rows: str, max_rows: int) -> PipelineError:
    return PipelineError(
        f"{path}: has {rows} rows, and a page holds {max_rows:,}. Take a random part with --sample {max_rows // 3} --seed 0, "
        "or raise the limit with --max-rows, for which the browser needs memory."
    )
