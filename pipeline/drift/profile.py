"""What data look like, in counts: gathered while they stream by, in bounded memory, and added up in any order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol, Self

from pipeline.drift.aspects import (
    CATEGORIES,
    CONFIDENCE,
    LANGUAGE,
    LENGTH,
    MILLION,
    NOT_KNOWN,
    OUTLET,
    QUANTITIES,
    SPEAKER_COUNTRY,
    TARGET,
    UNKNOWN_WORDS,
    Aspect,
)
from pipeline.drift.categories import Categories
from pipeline.drift.expected_accuracy import ConfidenceSums
from pipeline.drift.quantities import Quantities
from pipeline.drift.vocabulary import words_of
from pipeline.model.predictions import Predictions
from pipeline.records import Article, Example
from pipeline.tasks import Task


class Known(Protocol):
    """What the training data hold; a `TrainingProfile` does."""

    def knows(self, aspect: Aspect, category: str) -> bool:
        """Whether they hold a category."""

    def unknown(self, words: Sequence[int]) -> int:
        """How many of some words they do not hold."""


def _categories() -> dict[str, Categories]:
    return {aspect.name: Categories() for aspect in CATEGORIES}


def _quantities() -> dict[str, Quantities]:
    return {aspect.name: Quantities() for aspect in QUANTITIES}


def _sums() -> dict[str, ConfidenceSums]:
    return {task.name: ConfidenceSums() for task in Task}


@dataclass(slots=True)
class Profile:
    """Counts of articles with statements toward a country, and of those statements.

    Attributes
    ----------
    articles, statements : int
        A statement counts once for each target.
    statements_squared : int
        Sum over articles of the square of how many statements they have, from which follows how many independent ones
        they are worth.
    categories, quantities : dict
        By the names of `pipeline.drift.aspects`.
    confidence : dict of str to ConfidenceSums
        By task.

    Examples
    --------
    >>> Profile().merged(Profile()) == Profile()
    True
    """

    articles: int = 0
    statements: int = 0
    statements_squared: int = 0
    categories: dict[str, Categories] = field(default_factory=_categories)
    quantities: dict[str, Quantities] = field(default_factory=_quantities)
    confidence: dict[str, ConfidenceSums] = field(default_factory=_sums)

    @property
    def judged(self) -> ConfidenceSums:
        """The articles and statements that a stance was given."""
        return self.confidence[Task.stance.name]

    def see(
        self, rows: Iterable[tuple[Article, Example]], masked: Sequence[str], predictions: Predictions, known: Known
    ) -> None:
        """Count what was judged.

        Parameters
        ----------
        rows : iterable of (Article, Example) of length n_rows
            All rows of an article one after the other, and in the same call.
        masked : sequence of str of shape (n_rows,)
            What the model read.
        predictions : Predictions
            What it said.
        known : TrainingProfile
            Of the data that it learned from.
        """
        sure = {task: most_probable(predictions, task) for task in Task}
        numbered = enumerate(rows)
        for _, group in groupby(numbered, key=lambda row: row[1][0].article_id):
            of_article = list(group)
            places = [place for place, _ in of_article]
            self._see_article(of_article[0][1][0], len(places), known)
            for place, (_, example) in of_article:
                self._see_example(example, masked[place], sure[Task.stance][place], known)
            for task in Task:
                self.confidence[task.name].add([sure[task][place] for place in places])

    def _see_article(self, article: Article, statements: int, known: Known) -> None:
        self.articles += 1
        self.statements += statements
        self.statements_squared += statements * statements
        self._count(LANGUAGE, article.language, known)
        self._count(OUTLET, article.outlet, known)
        # Of examples that are scored without their articles, the length is not known.
        if length := length_of(article):
            self.quantities[LENGTH.name].add(LENGTH.step(length), length, 1)

    def _see_example(self, example: Example, masked: str, confidence: int, known: Known) -> None:
        self._count(TARGET, example.target, known)
        self._count(SPEAKER_COUNTRY, example.speaker_country, known)
        words = words_of(masked)
        add_unknown_words(self.quantities[UNKNOWN_WORDS.name], known.unknown(words), len(words))
        add_confidence(self.quantities[CONFIDENCE.name], confidence)

    def _count(self, aspect: Aspect, category: str | None, known: Known) -> None:
        name = category or NOT_KNOWN
        self.categories[aspect.name].add(name, name == NOT_KNOWN or known.knows(aspect, name))

    def merged(self, other: Self) -> Self:
        """Both together; in whatever order parts are added up, the whole is the same."""
        return type(self)(
            self.articles + other.articles,
            self.statements + other.statements,
            self.statements_squared + other.statements_squared,
            {name: mine.merged(other.categories[name]) for name, mine in self.categories.items()},
            {name: mine.merged(other.quantities[name]) for name, mine in self.quantities.items()},
            {name: mine.merged(other.confidence[name]) for name, mine in self.confidence.items()},
        )

    def worth(self, aspect: Aspect, counted: int) -> float:
        """How many independent observations the counted ones of an aspect are worth (Kish 1965, Survey Sampling).

        Statements of one article are taken as one another's copies, which errs on the side of saying less.
        """
        if aspect.of == "articles" or not self.statements_squared:
            return float(counted)
        return counted * self.statements / self.statements_squared

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it; equal counts give equal bytes."""
        return {
            "articles": self.articles,
            "statements": self.statements,
            "statements_squared": self.statements_squared,
            "categories": {name: counts.as_dict() for name, counts in self.categories.items()},
            "quantities": {name: counts.as_dict() for name, counts in self.quantities.items()},
            "confidence": {name: sums.as_dict() for name, sums in self.confidence.items()},
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """What `as_dict` gave.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is something else.
        """
        return cls(
            int(values["articles"]),
            int(values["statements"]),
            int(values["statements_squared"]),
            {aspect.name: Categories.from_dict(values["categories"][aspect.name]) for aspect in CATEGORIES},
            {aspect.name: Quantities.from_dict(values["quantities"][aspect.name]) for aspect in QUANTITIES},
            {task.name: ConfidenceSums(**values["confidence"][task.name]) for task in Task},
        )


def length_of(article: Article) -> int:
    """The length of an article in words, as white space parts them."""
    return len(article.text.split())


def most_probable(predictions: Predictions, task: Task) -> list[int]:
    """The probability of each row's most probable label, in whole millionths."""
    return [round(value * MILLION) for value in predictions.of(task).max(axis=1, initial=0.0).tolist()]


def add_unknown_words(counts: Quantities, unknown: int, words: int) -> None:
    """Count the unknown words of one text."""
    if words:
        counts.add(UNKNOWN_WORDS.step(100 * unknown // words), unknown, words)


def add_confidence(counts: Quantities, confidence: int) -> None:
    """Count the probability of one label, in millionths."""
    counts.add(CONFIDENCE.step(100 * confidence // MILLION), confidence, MILLION)
