"""Real articles that two readers have read, each alone: the lines that each listed, and those on which they agree.

A line is a statement, the country that holds it, and the one that it is about. The folder holds ``articles/*.txt`` and
``readings/N.a.jsonl`` and ``N.b.jsonl``, the lines of one reader and of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.benchmark.real_places import Place, common_share, place_of, words_of
from pipeline.errors import PipelineError
from pipeline.io.json_lines import json_lines
from pipeline.tasks import Task

# Two passages are the same where they share so much of the shorter one.
LEAST_COMMON = 0.5
# Readers also wrote bodies by their names; those that have no code are nobody.
_BODIES: Mapping[str | None, str | None] = {
    "EU": "EUE", "NATO": "NAT", "UN": "UNO", "AU": "AFU", "UNESCO": "UNO", "UN Human Rights Council": "UNO", "WHO": "UNO",
    "IMF": "IMO", "Arab League": "ARL", "Interpol": None, "CJTF-OIR": None,
}  # fmt: skip
_READERS = ("a", "b")


@dataclass(frozen=True, slots=True)
class Line:
    """What one reader listed.

    Attributes
    ----------
    quote : str
    place : Place or None
        Where it stands among the words of the article.
    holder, target : str or None
        Codes; the holder's as the reader wrote it, ``None`` where nobody can know it.
    stance, sentiment : str
    sure : bool
        Whether the reader had no doubt.
    aside : bool
        Whether the target is the holder's own country, or a mere place.
    """

    quote: str
    place: Place | None
    holder: str | None
    target: str | None
    stance: str
    sentiment: str
    sure: bool
    aside: bool


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """A line that both readers listed, as the one and as the other has it."""

    one: Line
    two: Line

    @property
    def core(self) -> bool:
        """Whether neither reader had a doubt."""
        return self.one.sure and self.two.sure

    @property
    def aside(self) -> bool:
        """Whether it is about the holder's own country, or a mere place, for either."""
        return self.one.aside or self.two.aside

    @property
    def holders(self) -> set[str]:
        """The holder's country by either reader, as far as they know it."""
        return {holder for holder in (self.one.holder, self.two.holder) if holder is not None}

    def agreed(self, task: Task) -> str | None:
        """The label that both readers gave, ``None`` where they differ."""
        label = task.label(self.one)
        return label if label == task.label(self.two) else None


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """The words of one article, and the lines of each reader in their order."""

    name: str
    words: list[str]
    readings: tuple[list[Line], list[Line]]

    def agreed_lines(self) -> list[AgreedLine]:
        """The lines that both listed: each of the first reader's with the one of the second's that fits best and is left.

        Lines fit where target and passage are the same; a common holder counts more than a longer common passage.
        """
        agreed = []
        left = list(self.readings[1])
        for one in self.readings[0]:
            fitting = [two for two in left if two.target == one.target and is_same_passage(one.place, two.place)]
            if fitting:
                # Of equally good ones the first.
                two = max(fitting, key=lambda two: (two.holder == one.holder, common_share(one.place, two.place)))
                left = [other for other in left if other is not two]
                agreed.append(AgreedLine(one, two))
        return agreed


def is_same_passage(one: Place | None, two: Place | None) -> bool:
    """Whether two passages share half of the shorter one."""
    return common_share(one, two) >= LEAST_COMMON


def with_code(name: str | None) -> str | None:
    """The code of a country or body that a reader wrote by its code or its name."""
    return _BODIES.get(name, name)


def real_folder(corpora: Path) -> Path:
    """The folder of the articles and readings: ``real`` in the folder of corpora, or that folder itself.

    Raises
    ------
    PipelineError
        If it is not there.
    """
    for folder in (corpora / "real", corpora):
        if all((folder / part).is_dir() for part in ("articles", "readings")):
            return folder
    raise PipelineError(f"{corpora}: holds no real/articles with real/readings; mend --corpora.")


def read_articles(folder: Path) -> list[ReadArticle]:
    """The articles of a folder in the order of their names, with the lines of both readers.

    Raises
    ------
    PipelineError
        If there are none, a file cannot be read, or a line lacks something or is about no article of the folder.
    """
    texts = {path.name: _text(path) for path in sorted((folder / "articles").glob("*.txt"))}
    articles = {name: ReadArticle(name, words_of(text), ([], [])) for name, text in texts.items()}
    for number, reader in enumerate(_READERS):
        files = sorted((folder / "readings").glob(f"*.{reader}.jsonl"))
        if not files:
            raise PipelineError(f"{folder / 'readings'}: holds no N.{reader}.jsonl; mend --corpora.")
        for path in files:
            for place, record in json_lines(path):
                try:
                    name, line = _line(record, texts, articles)
                except ValueError as error:
                    raise PipelineError(f"{path} line {place}: {error}. Mend the line.") from error
                articles[name].readings[number].append(line)
    return list(articles.values())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: not readable as UTF-8 ({error}). Mend the file.") from error


def _line(record: dict[str, Any] | str, texts: dict[str, str], articles: dict[str, ReadArticle]) -> tuple[str, Line]:
    """The article of a line, and the line; raises a ValueError that says what it lacks."""
    if isinstance(record, str):
        raise ValueError(record)
    lacking = {"article", "speaker_country", "target", "stance", "sentiment", "sure"} - record.keys()
    if lacking:
        raise ValueError(f"it has no {', '.join(sorted(lacking))}")
    name = record["article"]
    if name not in articles:
        raise ValueError(f"there is no articles/{name}")
    for task in Task:
        if record[task] not in task.labels:
            raise ValueError(f"the {task} is '{record[task]}', not {', '.join(task.labels)}")
    quote = record.get("quote", texts[name][record.get("start", 0) : record.get("end", 0)])
    if not isinstance(quote, str):
        raise ValueError("the quote is no text")
    return name, Line(
        quote=quote,
        place=place_of(words_of(quote), articles[name].words),
        holder=record["speaker_country"],
        target=with_code(record["target"]),
        stance=record["stance"],
        sentiment=record["sentiment"],
        sure=bool(record["sure"]),
        aside=bool(record.get("domestic") or record.get("place")),
    )
