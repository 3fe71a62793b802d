"""The profile of the data that a model learned from: what they hold, and how much that is new their like would bring.

Data always know themselves, so what is to be expected of others of the same kind is counted as if each article came
anew: an outlet, a country or a word that stands in no other article is new. The share of such cases is how much unseen
another draw would hold (Good 1953, The population frequencies of species, Biometrika 40).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pipeline.drift.aspects import (
    CATEGORIES,
    CONFIDENCE,
    LANGUAGE,
    LENGTH,
    NOT_KNOWN,
    OUTLET,
    SPEAKER_COUNTRY,
    TARGET,
    UNKNOWN_WORDS,
    Aspect,
)
from pipeline.drift.profile import Profile, add_confidence, add_unknown_words, length_of
from pipeline.drift.vocabulary import Vocabulary, packed, unpacked, words_of
from pipeline.records import Article, GoldExample
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class TrainingProfile:
    """What a model's training data look like.

    Attributes
    ----------
    model : str
        The model's version.
    profile : Profile
        Their counts; of the steps of `unknown_words`, those that the rest of the data would not know.
    alone : mapping of str to frozenset of str
        By aspect, the categories that stand in one article (or its duplicates) only.
    vocabulary : frozenset of int
        See `pipeline.drift.vocabulary`.
    """

    model: str
    profile: Profile
    alone: Mapping[str, frozenset[str]]
    vocabulary: Vocabulary

    def knows(self, aspect: Aspect, category: str) -> bool:
        """Whether the data hold a category."""
        return category in self.profile.categories[aspect.name].known

    def unknown(self, words: Sequence[int]) -> int:
        """How many of some words they do not hold."""
        return len(words) - sum(map(self.vocabulary.__contains__, words))

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it; equal data give equal bytes."""
        return {
            "model": self.model,
            **self.profile.as_dict(),
            "alone": {name: sorted(categories) for name, categories in self.alone.items()},
            "vocabulary": packed(self.vocabulary),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """What `as_dict` gave.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is something else.
        """
        alone = {aspect.name: frozenset(values["alone"][aspect.name]) for aspect in CATEGORIES}
        return cls(str(values["model"]), Profile.from_dict(values), alone, unpacked(values["vocabulary"]))


def training_profile(
    examples: Sequence[GoldExample],
    articles: Iterable[Article],
    confidence: Mapping[Task, Sequence[int]],
    model: str,
) -> TrainingProfile:
    """The profile of training data.

    Parameters
    ----------
    examples : sequence of GoldExample of shape (n_examples,)
    articles : iterable of Article
        May be more than the examples' articles. Where one is missing, its language and length do not count.
    confidence : mapping of Task to sequence of int of shape (n_examples,)
        See `pipeline.drift.held_out.held_out_confidence`; empty where it is not known.
    model : str
        Version of the model that learned from them.
    """
    profile, holders = Profile(), _Holders()
    by_article: dict[str, list[int]] = {}
    for place, example in enumerate(examples):
        by_article.setdefault(example.article_id, []).append(place)
    texts = {article.article_id: article for article in articles if article.article_id in by_article}
    for article_id, places in by_article.items():
        first = examples[places[0]]
        profile.articles += 1
        profile.statements += len(places)
        profile.statements_squared += len(places) ** 2
        _count(profile, holders, OUTLET, first.outlet, first.duplicate_group)
        if text := texts.get(article_id):
            _count(profile, holders, LANGUAGE, text.language, first.duplicate_group)
            profile.quantities[LENGTH.name].add(LENGTH.step(length := length_of(text)), length, 1)
        for task, sure in confidence.items():
            profile.confidence[task.name].add([sure[place] for place in places])
    for example in examples:
        _count(profile, holders, TARGET, example.target, example.duplicate_group)
        _count(profile, holders, SPEAKER_COUNTRY, example.speaker_country, example.duplicate_group)
    for sure_of_one in confidence.get(Task.stance, ()):
        add_confidence(profile.quantities[CONFIDENCE.name], sure_of_one)
    vocabulary = _count_words(profile, examples)
    return TrainingProfile(model, profile, holders.alone(), vocabulary)


class _Holders:
    """In which articles each category stands."""

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, set[str]]] = {aspect.name: {} for aspect in CATEGORIES}

    def add(self, aspect: Aspect, category: str, group: str) -> None:
        self._groups[aspect.name].setdefault(category, set()).add(group)

    def alone(self) -> dict[str, frozenset[str]]:
        return {
            name: frozenset(category for category, held in found.items() if len(held) == 1 and category != NOT_KNOWN)
            for name, found in self._groups.items()
        }


def _count(profile: Profile, holders: _Holders, aspect: Aspect, category: str | None, group: str) -> None:
    profile.categories[aspect.name].add(category or NOT_KNOWN, is_known=True)
    holders.add(aspect, category or NOT_KNOWN, group)


def _count_words(profile: Profile, examples: Sequence[GoldExample]) -> Vocabulary:
    """Count the words of each example that no other article has; give all words."""
    read = [words_of(example.masked) for example in examples]
    # The only group that has a word, or that there are several.
    groups: dict[int, str | None] = {}
    for example, words in zip(examples, read, strict=True):
        for word in words:
            groups[word] = (
                example.duplicate_group
                if groups.get(word, example.duplicate_group) == example.duplicate_group
                else None
            )
    for words in read:
        unknown = sum(groups[word] is not None for word in words)
        add_unknown_words(profile.quantities[UNKNOWN_WORDS.name], unknown, len(words))
    return frozenset(groups)
