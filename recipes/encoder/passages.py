"""Passages that were written to teach, in which letters stand for countries → pairs of holder and target, as `pairs.py` writes them.

    python passages.py --passages ../../data/passages --out build/passages.jsonl

Each ordered pair of letters is a lesson: of one, its letter is the speaker, of the other the target, and all others are others. Pairs that
a passage does not list are not reported by it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import permutations
from pathlib import Path
from typing import Any

from pairs import LabelledPair

from pipeline.io import atomic_path
from pipeline.masking import OTHER, SPEAKER, TARGET

_LETTER = re.compile(r"\[([A-D])\]")


def masked(text: str, holder: str, target: str) -> str:
    """A text whose letters are masked as those of a pair.

    Examples
    --------
    >>> masked("[A] told [B] that [C] would wait.", "B", "C")
    '‹OTHER› told ‹SPEAKER› that ‹TARGET› would wait.'
    """
    masks = {holder: SPEAKER, target: TARGET}
    return _LETTER.sub(lambda letter: masks.get(letter[1], OTHER), text)


def pairs_of(passage: dict[str, Any]) -> Iterator[LabelledPair]:
    """The lessons of a passage: the pairs that it lists, and all others of the letters in its text."""
    told = {(holder, target): (stance, sentiment) for holder, target, stance, sentiment in passage["pairs"]}
    named = sorted(set(_LETTER.findall(passage["text"])))
    for holder, target in sorted(told.keys() | set(permutations(named, 2))):
        stance, sentiment = told.get((holder, target), (None, None))
        before = masked(passage["before"], holder, target)
        yield LabelledPair(
            document=passage["id"],
            masked=masked(passage["text"], holder, target),
            domestic=False,
            reported=stance is not None,
            stance=stance,
            sentiment=sentiment,
            sure=True,
            warm=True,
            apart=False,
            circumstances=[],
            # Of a passage there is no headline.
            context=f"\n{before}" if before else "",
        )


def read_passages(folder: Path, names: str = "passages-*.jsonl") -> list[dict[str, Any]]:
    """The passages of a folder that are taught, or those of other files of it."""
    files = sorted(folder.glob(names))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Write the lessons of all passages, in their order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=Path, required=True, help="folder with passages-*.jsonl")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    passages = read_passages(arguments.passages)
    if not passages:
        raise SystemExit(f"{arguments.passages}: no passages-*.jsonl are there")
    lessons = [pair for passage in passages for pair in pairs_of(passage)]
    with atomic_path(arguments.out) as temporary:
        text = "".join(json.dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in lessons)
        temporary.write_text(text, encoding="utf-8")
    reported = sum(pair.reported is True for pair in lessons)
    print(f"{len(lessons)} pairs in {len(passages)} passages, {reported} of them reported")


if __name__ == "__main__":
    main()
