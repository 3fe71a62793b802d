"""Statements without an article: found in the articles of a study by their words, or made articles of their own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.config import IngestConfig
from pipeline.exchange.label_files import LocatedLabel
from pipeline.ingest.articles import parse_document
from pipeline.ingest.readers.records import record_document
from pipeline.records import Article, Reject


def without_article(line: LocatedLabel) -> bool:
    """Whether a label names neither an article nor an example."""
    label = line.label
    return not (label.article.strip() or label.example_id or label.withdraws)


def found_in(
    lines: Sequence[LocatedLabel], articles: Iterable[Article], raw: Path
) -> tuple[list[LocatedLabel], list[Reject]]:
    """The labels with the article in which their words stand; rejects where they stand in none, or in several.

    Parameters
    ----------
    lines : sequence of LocatedLabel
    articles : iterable of Article
    raw : Path
        The folder of the articles, which their names leave out.
    """
    import ahocorasick

    automaton: Any = ahocorasick.Automaton()
    for text in sorted({line.label.text for line in lines if line.label.text}):
        automaton.add_word(text, text)
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    if len(automaton):
        automaton.make_automaton()
        for article in articles:
            name = _below(article.source_path, raw)
            for last, text in automaton.iter(article.text):
                places[text][name].append(last + 1 - len(text))
    located: list[LocatedLabel] = []
    rejects: list[Reject] = []
    for line in lines:
        held = places.get(line.label.text, {})
        reason = _why_not(line, held)
        if reason:
            rejects.append(line.set_aside(reason))
            continue
        ((name, starts),) = held.items()
        start = starts[0]
        label = replace(line.label, article=name, start=start, end=start + len(line.label.text))
        located.append(replace(line, label=label))
    return located, rejects


def _why_not(line: LocatedLabel, places: Mapping[str, Sequence[int]]) -> str | None:
    if not places:
        return (
            "its words stand in no article of the study; name the article, or make one of each text with --as-articles"
        )
    if len(places) > 1:
        first, second = list(places)[:2]
        return f"its words stand in {len(places)} articles, such as {first} and {second}; name the article"
    if len(*places.values()) > 1:
        return f"its words stand {len(*places.values())} times in {next(iter(places))}; give start and end"
    return None


def _below(source: str, raw: Path) -> str:
    path = PurePosixPath(source)
    return path.relative_to(raw.as_posix()).as_posix() if path.is_relative_to(raw.as_posix()) else source


@dataclass(frozen=True, slots=True)
class MadeArticles:
    """Records of articles to write, a line each, and the labels that name them."""

    lines: list[str]
    labels: list[LocatedLabel]
    rejects: list[Reject]


def as_articles(
    lines: Sequence[LocatedLabel], rest: Mapping[str, Mapping[str, Any]], name: str, config: IngestConfig
) -> MadeArticles:
    """One article a text, with what the row says beside the label (outlet, date, title …).

    Parameters
    ----------
    lines : sequence of LocatedLabel
    rest : mapping of str to mapping
        Location → the other values of the row.
    name : str
        Of the file of articles, below the folder of articles.
    config : IngestConfig
        What counts as an article.
    """
    made: dict[str, tuple[int, str]] = {}
    written: list[str] = []
    labels: list[LocatedLabel] = []
    rejects: list[Reject] = []
    for line in lines:
        if line.label.text not in made:
            record = {**_writable(rest.get(line.location, {})), "text": line.label.text}
            document = record_document(record, name, f"line {len(written) + 1}", config)
            article = document if isinstance(document, Reject) else parse_document(document, config)
            if isinstance(article, Reject):
                rejects.append(line.set_aside(f"makes no article: {article.reason}"))
                continue
            written.append(json.dumps(record, ensure_ascii=False, default=str) + "\n")
            # Ingesting mends white space, and a label is its words.
            made[line.label.text] = len(written), _body(article, line.label.text)
        number, text = made[line.label.text]
        labels.append(replace(line, label=replace(line.label, article=f"{name}#{number}", text=text)))
    return MadeArticles(written, labels, rejects)


def _body(article: Article, text: str) -> str:
    """The words of a text as the article has them; without a title that stands before them."""
    if text in article.text:
        return text
    return article.text.removeprefix(article.title or "").strip() or article.text


def _writable(values: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in values.items() if value not in (None, "")}
    return {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in told.items()}
