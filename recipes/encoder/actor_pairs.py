"""Lines between the actors of news at home → pairs of holder and target, as `pairs.py` makes them of countries.

    python actor_pairs.py --lines ../../data/real --corpora ../corpora --out build/actor_pairs.jsonl

A pair is *reported* where readers have a line of its sentence, holder and target. Of those that are not a share is kept: of the others of its
sentence `--warm`, of sentences without a line `--cold`.
"""

from __future__ import annotations

import argparse
import json
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from actors import ActorResolver, ReadForActors
from pairs import LabelledPair, documents, shared, taught_context

from pipeline.attributions.methods import make_finder
from pipeline.extract.circumstances import Circumstances
from pipeline.extract.pair import Pair
from pipeline.extract.pairs import Pairs
from pipeline.io import atomic_path
from pipeline.languages import DEFAULT, language
from pipeline.masking import mask
from pipeline.people.speakers import SpeakerResolver
from pipeline.progress import progress
from pipeline.reading import Reading
from pipeline.records import Mention

_HALF = 0.5
# Start and end of the sentence, holder, target, stance, sentiment, and whether the reader was sure.
Line = list[Any]


def labelled(text: str, read: dict[str, Any]) -> Iterator[LabelledPair]:
    """The pairs of a document with what its lines say of them; those whose holder nobody can place are left out where a line may be theirs."""
    reading = Reading(text, language(DEFAULT))
    as_read = ReadForActors(reading, read["actors"])
    # Both stand in for what a `Pairs` is given elsewhere.
    stand_in, resolver = cast(Reading, as_read), cast(SpeakerResolver, ActorResolver(reading, as_read.actors))
    pairs = Pairs(stand_in, make_finder("tagger").find(reading), resolver, as_read.actors.names)
    circumstances = Circumstances(stand_in, pairs)
    lines = sorted(read["lines"], key=lambda line: (line[0], line[1]))
    starts = [line[0] for line in lines]
    made = [(pair, *_told(pair, lines[: bisect_right(starts, pair.sentence.end)])) for pair in pairs]
    warm = {pair.sentence for pair, reported, _ in made if reported is not False}
    for pair, reported, line in made:
        if reported is None or pair.holder.speaker.country == pair.target:
            continue
        mentions = [Mention(*mention) for mention in pairs.roles(pair)]
        yield LabelledPair(
            document=read["document"],
            masked=mask(text[pair.passage.start : pair.passage.end], pair.passage.start, mentions),
            domestic=False,
            reported=reported,
            stance=line[4] if line else None,
            sentiment=line[5] if line else None,
            sure=bool(line and line[6]),
            warm=pair.sentence in warm,
            apart=False,
            circumstances=circumstances.of(pair),
            context=taught_context(reading, pairs, pair),
        )


def _told(pair: Pair, lines: list[Line]) -> tuple[bool | None, Line | None]:
    """Whether lines report a pair, ``None`` where they may, and the line that does."""
    there = [line for line in lines if line[3] == pair.target and shared(pair.sentence, line[:2]) > _HALF]
    holder = pair.holder.speaker.country
    for line in there:
        if line[2] == holder:
            return True, line
    return (None if there and holder is None else False), None


def main() -> None:
    """Find the pairs of all documents, and write those that are kept in the order of the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=Path, required=True, help="folder with actors-*.jsonl")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with polnear/ and wikinews/")
    parser.add_argument("--warm", type=float, default=1.0, help="share of the pairs beside a line that are kept")
    parser.add_argument("--cold", type=float, default=1.0, help="share of the pairs of sentences without a line")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    read = {
        found["document"]: found
        for path in sorted(arguments.lines.glob("actors-*.jsonl"))
        for found in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }
    texts = dict(documents(arguments.corpora, set(read)))
    if missing := sorted(set(read) - set(texts)):
        raise SystemExit(f"{arguments.corpora}: {len(missing)} documents are not there, the first is {missing[0]}")
    drawn, counted = random.Random(0), [0, 0]
    with atomic_path(arguments.out) as temporary, temporary.open("w", encoding="utf-8") as file:
        for document in progress(sorted(texts), "pairs", len(texts)):
            for pair in labelled(texts[document], read[document]):
                if pair.reported or drawn.random() < (arguments.warm if pair.warm else arguments.cold):
                    file.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
                    counted = [counted[0] + 1, counted[1] + bool(pair.reported)]
    print(f"{counted[0]} pairs in {len(texts)} documents, {counted[1]} of them reported")


if __name__ == "__main__":
    main()
