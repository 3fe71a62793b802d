"""What asking a model came to, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.language_models.budget import Prices, Tokens
from pipeline.language_models.with_people import WithPeople
from pipeline.printable import count


@dataclass(frozen=True, slots=True)
class Estimate:
    """What asking would cost.

    Attributes
    ----------
    examples, cached : int
        How many are to be judged, and how many of these were answered before.
    tokens : Tokens
        About so many, of the others.
    prices : Prices
    host : str
    """

    examples: int
    cached: int
    tokens: Tokens
    prices: Prices
    host: str

    def __str__(self) -> str:
        cost = (
            f", about {self.prices.cost(self.tokens.sent, self.tokens.received):,.2f} in the currency of the prices"
            if self.prices.known
            else "; --price-in and --price-out, per million tokens, say what that costs"
        )
        return (
            f"{count(self.examples, 'example')}, {self.cached:,} of them answered before; the others go to {self.host} with their "
            f"passages: about {self.tokens.sent:,} tokens sent and {self.tokens.received:,} received{cost}"
        )


@dataclass(frozen=True, slots=True)
class AskReport:
    """What came of asking a model.

    Attributes
    ----------
    estimate : Estimate
    dry_run : bool
    labels, flagged : int
        Labels written, and how many of them say that there is nothing to judge.
    rejects : dict of str to int
        Answers that are none, by kind.
    kept : int
        Labels of earlier runs on other examples.
    unanswered, over_cap, untried : int
    problem : str or None
        The first reason why an example is unanswered.
    spent : Tokens
    estimated : bool
    format : str
        Of the answers.
    left_out : tuple of str
        Parameters that the endpoint does not take.
    models : dict of str to int
        Answers by the snapshot that gave them.
    people : list of WithPeople
    out, rejects_file, about : Path
    """

    estimate: Estimate
    dry_run: bool = False
    labels: int = 0
    flagged: int = 0
    rejects: dict[str, int] | None = None
    kept: int = 0
    unanswered: int = 0
    over_cap: int = 0
    untried: int = 0
    problem: str | None = None
    spent: Tokens = field(default_factory=Tokens)
    estimated: bool = False
    format: str = ""
    left_out: tuple[str, ...] = ()
    models: dict[str, int] | None = None
    people: tuple[WithPeople, ...] = ()
    out: Path | None = None
    rejects_file: Path | None = None
    about: Path | None = None

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if self.dry_run:
            yield str(self.estimate)
            yield "Nothing was asked (--dry-run)."
            return
        flagged = f", {self.flagged:,} of them that there is nothing to judge" if self.flagged else ""
        yield f"{count(self.labels, 'label')}{flagged} → {self.out}"
        if self.kept:
            yield f"{count(self.kept, 'label')} of earlier runs on other examples kept there"
        if self.rejects:
            kinds = ", ".join(f"{number:,} {kind}" for kind, number in self.rejects.items())
            yield f"Answers that are no judgement ({kinds}) → {self.rejects_file}; --again asks them once more"
        for number, why in (
            (self.unanswered, f"without an answer ({self.problem})"),
            (self.untried, "not tried after that"),
            (self.over_cap, "not asked, since the cap is reached"),
        ):
            if number:
                yield f"{count(number, 'example')} {why}; the same command goes on from here"
        yield from self._costs()
        if self.left_out:
            yield f"The endpoint takes no {' and no '.join(self.left_out)}, so that its answers may differ from run to run"
        yield from map(str, self.people)
        yield f"How these labels were made, and their agreement with people → {self.about}"

    def _costs(self) -> Iterator[str]:
        prices = self.estimate.prices
        about = "about " if self.estimated else ""
        cost = (
            f", {about}{prices.cost(self.spent.sent, self.spent.received):,.4f} in the currency of the prices"
            if prices.known
            else ""
        )
        models = ", ".join(f"{name} ({number:,})" for name, number in (self.models or {}).items())
        yield (
            f"{about}{self.spent.sent:,} tokens sent and {self.spent.received:,} received{cost}; "
            f"{self.estimate.cached:,} answers were at hand; answers as {self.format}"
            + (f" by {models}" if models else "")
        )
