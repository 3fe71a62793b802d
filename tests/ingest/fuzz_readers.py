"""Damaged files of every format, read for as long as asked: ``python -m tests.ingest.fuzz_readers --minutes 10``.

What is read must be documents and rejects, within some seconds. A fault of a reader that `read_piece` makes a reject of is
a finding too. Each finding is told with its seed and kept as a file, which then becomes a test of that reader.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from pipeline.config import IngestConfig, load_config
from pipeline.ingest.documents import Document
from pipeline.ingest.readers import pieces_of, read_piece
from pipeline.ingest.sources import find_sources
from pipeline.records import Reject
from tests.ingest.seeds import SEEDS, mutated

LONGEST_SECONDS = 20
_OF_A_FAULT = ("cannot be read any further (", "cannot be read as what it seems to be (")


def read_as(name: str, data: bytes, config: IngestConfig) -> list[Document | Reject]:
    """All that is read from bytes in a file of that name, cut into small pieces where its format allows it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        found = find_sources([path])
        pieces = [piece for source in found.sources for piece in pieces_of(source, config, size=2000)]
        return [*found.rejects, *(record for piece in pieces for record in read_piece(piece, config))]


def faults(records: Sequence[Document | Reject]) -> list[str]:
    """What readers raised that is no error of a source."""
    return [record.reason for record in records if isinstance(record, Reject) and record.reason.startswith(_OF_A_FAULT)]


class _TooSlowError(BaseException):
    """Reading took too long; no error that a reader may catch."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooSlowError


def fuzz(names: Sequence[str], minutes: float, first: int, folder: Path) -> Counter[str]:
    """Read damaged files of the named seeds in turn; how many of each, and how many findings."""
    signal.signal(signal.SIGALRM, _stop)
    config = load_config().ingest.model_copy(update={"max_megabytes": 1})
    until, seed, told = time.monotonic() + 60 * minutes, first, Counter[str]()
    while time.monotonic() < until:
        for name in names:
            data = mutated(SEEDS[name], seed)
            finding = _finding(name, data, config, told)
            if finding:
                told["findings"] += 1
                (folder / f"{seed}-{name}").write_bytes(data)
                print(f"{name} seed {seed}: {finding}", flush=True)
        seed += 1
    told["seeds"] = seed - first
    return told


def _finding(name: str, data: bytes, config: IngestConfig, told: Counter[str]) -> str:
    signal.alarm(LONGEST_SECONDS)
    try:
        records = read_as(name, data, config)
    except _TooSlowError:
        return f"took more than {LONGEST_SECONDS} s"
    except Exception as error:  # any is a finding
        return f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)
    told["documents"] += sum(isinstance(record, Document) for record in records)
    told["rejects"] += sum(isinstance(record, Reject) for record in records)
    strange = [repr(record) for record in records if not isinstance(record, Document | Reject)]
    return "; ".join([*faults(records), *strange])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--reader", default="", help="only seeds whose name holds this, such as csv or warc")
    options.add_argument("--first", type=int, default=1, help="the first seed")
    options.add_argument("--keep", type=Path, help="a folder for the files of findings")
    given = options.parse_args()
    names = [name for name in SEEDS if given.reader in name]
    if not names:
        sys.exit(f"no seed holds '{given.reader}'; there are {', '.join(SEEDS)}")
    folder = given.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    told = fuzz(names, given.minutes, given.first, folder)
    print(f"{told['seeds'] * len(names):,} files of {len(names)} kinds: {told['documents']:,} documents, {told['rejects']:,} rejects, "
          f"{told['findings']:,} findings in {folder}")  # fmt: skip
    sys.exit(bool(told["findings"]))


if __name__ == "__main__":
    main()
