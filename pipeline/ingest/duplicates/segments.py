"""One batch of sketches in a file, written once and read without being loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.arrays import IntArray
from pipeline.ingest.duplicates.collection import Ids, Shelf
from pipeline.ingest.duplicates.sketches import VERSION
from pipeline.io import atomic_path

SUFFIX = ".arrow"
IDS, KEYS, VERSION_KEY = "article_id", "keys", "sketches"


def write_segment(folder: Path, shelf: Shelf) -> Path:
    """Write a shelf into a folder, under a name that follows from what is on it; one that is there whole is left."""
    import pyarrow as pa

    digest = hashlib.sha256(VERSION.encode())
    for array in (shelf.ids, shelf.bounds.astype("<i8"), shelf.keys.astype("<u8")):
        digest.update(f"{array.dtype.str} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    path = folder / f"{digest.hexdigest()[:24]}{SUFFIX}"
    if path.exists() and read_segment(path) is not None:
        return path
    sketches = pa.LargeListArray.from_arrays(pa.array(shelf.bounds, pa.int64()), pa.array(shelf.keys, pa.uint64()))
    batch = pa.record_batch([pa.array(shelf.ids.tolist(), pa.binary()), sketches], [IDS, KEYS])
    batch = batch.replace_schema_metadata({VERSION_KEY: VERSION})
    with atomic_path(path) as temporary, pa.ipc.new_file(str(temporary), batch.schema) as file:
        file.write_batch(batch)
    return path


def read_segment(path: Path) -> Shelf | None:
    """The shelf in a file, mapped rather than loaded; None where the file is no whole segment of this version."""
    import pyarrow as pa

    try:
        with pa.ipc.open_file(pa.memory_map(str(path))) as file:
            version = (file.schema.metadata or {}).get(VERSION_KEY.encode())
            batch = file.get_batch(0)
        ids, sketches = batch.column(IDS), batch.column(KEYS)
        bounds, keys = sketches.offsets.to_numpy(), sketches.values.to_numpy()
    except (pa.ArrowInvalid, pa.ArrowKeyError, KeyError, OSError, AttributeError):
        return None
    if version != VERSION.encode() or not _in_order(bounds, len(ids), len(keys)):
        return None
    names = _names(ids)
    return Shelf(names, bounds, keys) if bool((names[1:] > names[:-1]).all()) else None


def _in_order(bounds: IntArray, ids: int, keys: int) -> bool:
    return (
        ids > 0
        and len(bounds) == ids + 1
        and bounds[0] == 0
        and bounds[-1] == keys
        and bool((np.diff(bounds) >= 0).all())
    )


def _names(ids: Any) -> Ids:
    """Ids as a numpy array, without a Python object for each where they are of one length."""
    lengths = np.diff(np.frombuffer(ids.buffers()[1], np.int32)[: len(ids) + 1])
    if len(lengths) and lengths[0] > 0 and (lengths == lengths[0]).all():
        return np.frombuffer(ids.buffers()[2], f"S{lengths[0]}", count=len(ids))
    return np.array(ids.to_pylist(), dtype=np.bytes_)
