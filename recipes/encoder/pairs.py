"""Lines on real news → pairs of holder and target as extraction finds them, each with what the readers say of it.

    python pairs.py --lines ../../data/real --corpora ../corpora --out build/pairs.jsonl

A pair is one of `pipeline.extract.pairs` in an article that was read: it is *reported* where a line of the same holder's country and target
shares half of the shorter of line and sentence, and then has the line's stance and sentiment; it is not where no line has that target there.
Where the line's holder is known to nobody, or the pair's, only the side is told. Documents that ``sources.csv`` calls apart are for the calibration: nothing else is learned from them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wire_reports import lines_of_reports, wire_reports

from pipeline.attributions.methods import make_finder
from pipeline.countries.gazetteer import target_codes
from pipeline.extract.circumstances import Circumstances
from pipeline.extract.context import CHARACTERS, masked_context
from pipeline.extract.pair import Pair
from pipeline.extract.pairs import Pairs
from pipeline.io import atomic_path
from pipeline.languages import DEFAULT, language
from pipeline.masking import in_context, mask
from pipeline.people.speakers import SpeakerResolver
from pipeline.progress import progress
from pipeline.reading import Reading
from pipeline.records import Mention

_OVERLAP = 0.5
_DAY = re.compile(r"_(\d{4}-\d\d-\d\d)_")


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A pair as the network reads it. `reported` is ``None`` where readers leave it open; `warm`: its sentence has a line."""

    document: str
    masked: str
    domestic: bool
    reported: bool | None
    stance: str | None
    sentiment: str | None
    sure: bool
    warm: bool
    apart: bool
    circumstances: list[str]
    context: str = ""

    @property
    def in_context(self) -> str:
        """The masked passage behind what comes before it."""
        return in_context(self.context, self.masked)

    @property
    def as_read(self) -> str:
        """The masked passage behind as much of what comes before it as is read in articles that are scored."""
        before = self.context.rpartition("\n")[2]
        return in_context(before[-CHARACTERS:].partition(" ")[2] if len(before) > CHARACTERS else before, self.masked)


def read_pairs(path: Path) -> list[LabelledPair]:
    """The pairs of a file that this script wrote."""
    return [LabelledPair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def documents(corpora: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Name and text of the documents that were read; see the datasheet of the lines for how a text is made."""
    with gzip.open(corpora / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as articles:
        for article in map(json.loads, articles):
            if article["id"] in wanted:
                yield article["id"], article["text"]
    csv.field_size_limit(10_000_000)
    for path in sorted((corpora / "wikinews").glob("*.csv")):
        with path.open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                if row["url"] in wanted:
                    yield row["url"], re.sub(r"\n\s*\n\s*", "\n\n", f"{row['title']}\n\n{row['text'].strip()}")


def taught_context(reading: Reading, pairs: Pairs, pair: Pair) -> str:
    """What comes before a passage in lessons: more than in articles that are scored, and the headline."""
    return masked_context(reading, pairs, pair, characters=400, headline=True)


def labelled(
    document: str, text: str, day: str | None, lines: list[dict[str, Any]], apart: bool
) -> Iterator[LabelledPair]:
    """The pairs of a document with what its lines say of them."""
    words = language(DEFAULT)
    reading = Reading(text, words, day)
    if not reading.names_a_country:
        return
    found = make_finder("tagger").find(reading)
    pairs = Pairs(reading, found, SpeakerResolver(reading), target_codes(words))
    circumstances = Circumstances(reading, pairs)
    made = [(pair, *_told(pair, lines)) for pair in pairs]
    warm = {pair.sentence for pair, reported, _ in made if reported is not False}
    for pair, reported, line in made:
        passage = text[pair.passage.start : pair.passage.end]
        mentions = [Mention(*mention) for mention in pairs.roles(pair)]
        yield LabelledPair(
            document=document,
            masked=mask(passage, pair.passage.start, mentions),
            domestic=pair.holder.speaker.country == pair.target,
            reported=reported,
            stance=line["stance"] if line else None,
            sentiment=line["sentiment"] if line else None,
            sure=bool(line and line["sure"]),
            warm=pair.sentence in warm,
            apart=apart,
            circumstances=circumstances.of(pair),
            context=taught_context(reading, pairs, pair),
        )


def _told(pair: Pair, lines: list[dict[str, Any]]) -> tuple[bool | None, dict[str, Any] | None]:
    """Whether lines report a pair, and the line that tells most of it."""
    there = [
        line
        for line in lines
        if line["target"] == pair.target
        and not line["place"]
        and shared(pair.sentence, (line["start"], line["end"])) >= _OVERLAP
    ]
    there.sort(key=lambda line: (not line["sure"], line["stance"] == "neutral"))
    country = pair.holder.speaker.country
    for line in there:
        if line["speaker_country"] == country:
            return True, line
    for line in there:
        if None in (line["speaker_country"], country):
            return None, line
    return False, None


def lines_on_news(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The lines of both readings by their document; what one of two readers saw is there, since each misses a tenth."""
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in (*sorted(folder.glob("first*.jsonl")), *folder.glob("second*.jsonl")):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            lines[line["document"]].append(line)
    return lines


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of the shorter of two spans that they have in common."""
    (start, end), (begin, stop) = one, other
    return max(0, min(end, stop) - max(start, begin)) / max(1, min(end - start, stop - begin))


def main() -> None:
    """Find the pairs of all documents, and write them in the order of the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=Path, required=True, help="folder with first*.jsonl and sources.csv")
    parser.add_argument(
        "--reports", action="store_true", help="of the wire reports of reports*.jsonl, in the place of the others"
    )
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder with polnear/ and wikinews/, or reuters-21578/ and lee/"
    )
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    sources: dict[str, dict[str, str]] = {}
    if arguments.reports:
        lines, texts = lines_of_reports(arguments.lines), wire_reports(arguments.corpora)
    else:
        with (arguments.lines / "sources.csv").open(encoding="utf-8") as rows:
            sources = {row["document"]: row for row in csv.DictReader(rows)}
        lines, texts = lines_on_news(arguments.lines), documents(arguments.corpora, set(sources))
    days = dict.fromkeys(lines) | {name: source["date"] or day_of(name) for name, source in sources.items()}
    there = {name: text for name, text in texts if name in days}
    if missing := sorted(set(days) - set(there)):
        raise SystemExit(f"{arguments.corpora}: {len(missing)} documents are not there, the first is {missing[0]}")
    counted = [0, 0]
    with atomic_path(arguments.out) as temporary, temporary.open("w", encoding="utf-8") as file:
        for document in progress(sorted(there), "pairs", len(there)):
            apart = sources.get(document, {}).get("apart") == "yes"
            for pair in labelled(document, there[document], days[document], lines[document], apart):
                file.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
                counted = [counted[0] + 1, counted[1] + (pair.reported is True)]
    print(f"{counted[0]} pairs in {len(there)} documents, {counted[1]} of them reported")


def day_of(document: str) -> str | None:
    """The day that a document's name tells."""
    found = _DAY.search(document)
    return found[1] if found else None


if __name__ == "__main__":
    main()
