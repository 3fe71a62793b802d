"""How fast near-copies are grouped, in how much memory, and beside datasketch and rensa in the same run.

    python benchmarks/near_duplicates.py [--sizes 10000 30000 100000] [--beside 3000] [--json FILE]

Articles of some 400 words are made up, with words as frequent as in a language, with stock phrases that many share, and a
third of them near-copies (an updated beginning, a cut, words changed). Each size has a process of its own, which makes the
articles in batches, keeps their sketches on disk, and groups them; the seconds are of the processor and leave out the
making, the memory is the most that the process had. The two libraries get the sequences of
four words that they need, and look for candidates only.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from measured import one_core_alone, tell

from pipeline.ingest.duplicates import SketchStore
from pipeline.ingest.duplicates.sketches import sketches

BATCH = 1000
WORDS = 400
SEED = 26
NEAR_COPIES = 1 / 3
THRESHOLD = 0.6


class InventedNews:
    """Articles from a seed, in batches."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        letters = self.chance.integers(97, 123, (30_000, 9), dtype=np.uint8)
        lengths = self.chance.integers(2, 10, len(letters))
        self.words = np.array(
            [row[:n].tobytes().decode() for row, n in zip(letters, lengths, strict=True)], dtype=object
        )
        self.phrases = [" ".join(self.draw(n)) for n in self.chance.integers(4, 9, 3000)]
        self.told: list[list[str]] = []

    def draw(self, count: int) -> list[str]:
        """Words after the law of Zipf."""
        ranks = (len(self.words) ** self.chance.random(count)).astype(int) - 1
        return [str(word) for word in self.words[ranks]]

    def original(self) -> list[str]:
        made: list[str] = []
        length = int(self.chance.normal(WORDS, WORDS / 4))
        while len(made) < max(80, length):
            made += self.draw(16)
            made += self.phrases[int(len(self.phrases) ** self.chance.random()) - 1].split(" ")
        return made

    def near_copy(self, article: list[str]) -> list[str]:
        match self.chance.integers(3):
            case 0:
                return [*self.draw(40), *article[50:]]
            case 1:
                return article[: int(len(article) * self.chance.uniform(0.5, 0.7))]
            case _:
                changed = self.chance.random(len(article)) < 0.05
                return [
                    new if other else old
                    for old, new, other in zip(article, self.draw(len(article)), changed, strict=True)
                ]

    def articles(self, count: int) -> list[str]:
        made: list[list[str]] = []
        for _ in range(count):
            if self.told and self.chance.random() < NEAR_COPIES:
                made.append(self.near_copy(self.told[self.chance.integers(len(self.told))]))
            else:
                made.append(self.original())
                self.told = [*self.told[-BATCH:], made[-1]]
        return [" ".join(words) for words in made]


def batches(size: int) -> Iterator[tuple[list[str], list[str]]]:
    news = InventedNews(SEED)
    for start in range(0, size, BATCH):
        count = min(BATCH, size - start)
        yield [f"{(start + n) * 0x9E3779B97F4A7C15 % 2**64:016x}" for n in range(count)], news.articles(count)


def grouped(size: int) -> dict[str, float]:
    """What one size costs, in this process."""
    # Libraries are loaded before the clock starts.
    with_ours(["one two three four", "five six seven eight"])
    making, began = 0.0, time.process_time()
    names: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        store = SketchStore(Path(folder))
        made = time.process_time()
        for ids, texts in batches(size):
            making += time.process_time() - made
            names += ids
            store.add(ids, sketches(texts))
            made = time.process_time()
        sketched = time.process_time() - began - making
        groups = store.groups(THRESHOLD, names)
    spent = time.process_time() - began - making
    return {
        "articles_per_second": size / spent,
        "sketches_per_second": size / sketched,
        "groups": len(set(groups.values())),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "seconds": spent,
    }


def sequences(text: str) -> list[str]:
    words = text.split(" ")
    return [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]


def with_datasketch(texts: Sequence[str]) -> None:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    for number, text in enumerate(texts):
        hashed = MinHash(num_perm=128)
        hashed.update_batch([sequence.encode() for sequence in sequences(text)])
        index.query(hashed)
        index.insert(number, hashed)


def with_rensa(texts: Sequence[str]) -> None:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=128, num_bands=16)
    for number, text in enumerate(texts):
        hashed = RMinHash(num_perm=128, seed=SEED)
        hashed.update(sequences(text))
        index.query(hashed)
        index.insert(number, hashed)


def with_ours(texts: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SketchStore(Path(folder))
        names = [f"{number:08}" for number in range(len(texts))]
        store.add(names, sketches(texts))
        store.groups(THRESHOLD, names)


def beside(size: int) -> dict[str, float]:
    """Articles a second, ours and theirs, on the same texts in turn."""
    texts = [text for _, batch in batches(size) for text in batch]
    ways: dict[str, Callable[[Sequence[str]], None]] = {
        "ours": with_ours,
        "datasketch": with_datasketch,
        "rensa": with_rensa,
    }
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way(texts[:50])
    for _ in range(3):
        for name, way in ways.items():
            began = time.process_time()
            way(texts)
            speeds[name].append(size / (time.process_time() - began))
    figures = {f"beside_{name}_per_second": float(np.median(speed)) for name, speed in speeds.items()}
    for name in ("datasketch", "rensa"):
        ratios = [ours / theirs for ours, theirs in zip(speeds["ours"], speeds[name], strict=True)]
        figures[f"ours_over_{name}"] = float(np.median(ratios))
    return figures


def alone(size: int) -> dict[str, float]:
    """`grouped` in a process of its own, so that the memory is that of this size."""
    command = [sys.executable, __file__, "--one", str(size)]
    figures: dict[str, float] = json.loads(
        subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    )
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--beside", type=int, default=3000, help="articles for the comparison with other libraries")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(grouped(arguments.one)))
        return
    with one_core_alone():
        measured = {size: alone(size) for size in arguments.sizes}
        result = {f"{name}_of_{size}": value for size, figures in measured.items() for name, value in figures.items()}
        small, large = min(measured), max(measured)
        result["seconds_an_article_largest_over_smallest"] = (measured[large]["seconds"] / large) / (
            measured[small]["seconds"] / small
        )
        result |= beside(arguments.beside)
    tell(result, arguments.json)


if __name__ == "__main__":
    main()
