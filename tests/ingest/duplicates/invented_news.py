"""Invented news: stories told by several outlets in the ways that wire copy is told, and texts that only look alike."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

WORDS = yaml.safe_load(Path(__file__).with_name("invented_words.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Text:
    """A text, and the story that it tells: texts of one story are near-copies of one another."""

    name: str
    story: str
    words: str


class Newsroom:
    """Writes articles from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def name(self) -> str:
        return "".join(self.chance.choices(WORDS["syllables"], k=self.chance.randint(2, 4))).capitalize()

    def cast(self) -> list[str]:
        """Who and what a story is about."""
        return [f"{self.name()} {self.name()}" for _ in range(4)] + [self.name() for _ in range(4)]

    def some(self, *kinds: str) -> str:
        """Words of some kinds, one after the other."""
        return " ".join(self.chance.choice(WORDS[kind]) for kind in kinds)

    def sentence(self, cast: list[str]) -> str:
        person, place = self.chance.choice(cast[:4]), self.chance.choice(cast[4:])
        act = f"{self.some('manner', 'acts')} the {self.some('which', 'things')} near {self.name()} {self.some('times', 'reasons')}"
        who = f"{person}, {self.some('roles', 'whose', 'bodies')} of {place},"
        match self.chance.randrange(4):
            case 0:
                return f"{self.some('links')} {who} {act}."
            case 1:
                return f"“{place} {act},” said {person} {self.some('times')}."
            case 2:
                return f"On {self.chance.randint(1, 28)} {self.name()} {who} {act}; {self.chance.randint(3, 900)} people came."
            case _:
                return f"{who} {act}."

    def paragraph(self, cast: list[str], sentences: int = 0) -> str:
        return " ".join(self.sentence(cast) for _ in range(sentences or self.chance.randint(1, 3)))

    def paragraphs(self, cast: list[str], words: int) -> list[str]:
        made: list[str] = []
        while sum(len(p.split()) for p in made) < words:
            made.append(self.paragraph(cast))
        return made

    def article(self) -> list[str]:
        return self.paragraphs(self.cast(), self.chance.randint(200, 700))

    # Near-copies. The headline is no part of what is compared, so a copy under another one is the same text.

    def other_headline(self, article: list[str]) -> list[str]:
        return list(article)

    def with_agency_line(self, article: list[str]) -> list[str]:
        return [
            f"({self.name()} Press)",
            *article,
            f"Reporting by {self.name()} {self.name()}; editing by {self.name()}",
        ]

    def updated(self, article: list[str]) -> list[str]:
        """Its beginning is new, and something is added further down."""
        cast = self.cast()
        old = next(n for n in range(1, len(article)) if sum(len(p.split()) for p in article[:n]) > 20)
        rest = article[old:]
        place = self.chance.randint(0, len(rest))
        return [self.paragraph(cast, 2), *rest[:place], self.paragraph(cast, 1), *rest[place:]]

    def cut(self, article: list[str]) -> list[str]:
        """The first part, as a syndicate sells it."""
        words = " \n ".join(article).split(" ")
        return " ".join(words[: int(len(words) * self.chance.uniform(0.4, 0.7))]).split(" \n ")

    def edited(self, article: list[str]) -> list[str]:
        """Single words changed."""
        share = self.chance.uniform(0.05, 0.1)
        return [
            " ".join(self.name() if self.chance.random() < share else word for word in paragraph.split(" "))
            for paragraph in article
        ]

    def near_copies(self) -> list[Callable[[list[str]], list[str]]]:
        return [self.other_headline, self.with_agency_line, self.updated, self.cut, self.edited]

    # What looks alike and is not.

    def same_topic(self) -> list[list[str]]:
        """Two reports on the same people that quote one sentence alike."""
        cast = self.cast()
        quote = self.sentence(cast)
        return [[*self.paragraphs(cast, 250), quote] for _ in range(2)]

    def follow_up(self) -> list[list[str]]:
        """A story and the next day's, with the same paragraphs on what went before: a third of each."""
        cast = self.cast()
        background = self.paragraphs(cast, 100)
        return [[*self.paragraphs(cast, 230), *background] for _ in range(2)]

    def market_reports(self, days: int = 5) -> list[list[str]]:
        """The same sentences each day, with the day's figures."""
        place, goods, number = self.name(), [self.name().lower() for _ in range(8)], self.chance.randint
        return [
            [
                f"Prices at the {place} exchange on {number(1, 28)}.{number(1, 12)}. at noon:",
                *(
                    f"A sack of {good} was traded at {number(100, 999)}.{number(10, 99)} crowns, against "
                    f"{number(100, 999)}.{number(10, 99)} the day before, and {number(100, 9999)} sacks changed hands."
                    for good in goods
                ),
                "Traders expect a quiet week. The exchange gives no advice and is not liable for losses.",
            ]
            for _ in range(days)
        ]

    def digest(self) -> list[list[str]]:
        """Some short notices, and a text that has them all."""
        notices = [self.paragraphs(self.cast(), self.chance.randint(70, 110)) for _ in range(self.chance.randint(2, 5))]
        return [*notices, ["The day in short:", *(paragraph for notice in notices for paragraph in notice)]]

    def look_alikes(self) -> list[Callable[[], list[list[str]]]]:
        return [self.same_topic, self.follow_up, self.market_reports, self.digest]


def edition(seed: int, stories: int) -> list[Text]:
    """Many stories, each in some near-copies, among texts that only look alike."""
    newsroom = Newsroom(seed)
    chance = newsroom.chance
    texts: list[Text] = []
    for number in range(stories):
        article = newsroom.article()
        told = [article, *(retell(article) for retell in chance.sample(newsroom.near_copies(), chance.randint(0, 3)))]
        texts += [Text(f"s{number}-{copy}", f"s{number}", "\n\n".join(words)) for copy, words in enumerate(told)]
        alike = chance.choice(newsroom.look_alikes())()
        texts += [Text(f"a{number}-{n}", f"a{number}-{n}", "\n\n".join(words)) for n, words in enumerate(alike)]
    chance.shuffle(texts)
    return texts
