"""What a codebook is made of, as it stands in ``codebook.yaml``: rules, labels, flags, marks, cases and practice items."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pipeline.countries.gazetteer import organisation_codes
from pipeline.records import Label, Sentiment, Stance
from pipeline.tasks import Task

Flag = Literal["no_statement", "wrong_target", "wrong_speaker", "wrong_border", "unsure", "skipped"]
Mark = Literal["headline", "alleged", "nested"]

FLAGS: tuple[str, ...] = typing.get_args(Flag)
MARKS: tuple[str, ...] = typing.get_args(Mark)
# What says that there is nothing to judge.
NOTHING_TO_JUDGE: tuple[Flag, ...] = ("no_statement", "wrong_target")
# With one of these a line may be without stance and sentiment.
UNJUDGED: frozenset[str] = frozenset({*NOTHING_TO_JUDGE, "skipped"})


def _nothing(value: Any) -> Any:
    """YAML is read as the strings that are written, so that nothing is a string too."""
    return None if value in ("", "null", "~") else value


Words = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
# Dotted numbers, which can be compared, and which can be a file's name.
Version = Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]
# A rule's number, or the name of a definition such as `stance.favor`, or all.
Name = Annotated[str, Field(pattern=r"^([1-9]\d*|(stance|sentiment|flag|mark)\.[a-z_]+|all)$")]


class Entry(BaseModel):
    """A piece of a codebook: it may not change, and knows no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Concerns(Entry):
    """Which labels an edit may touch: all, or those with one of the named stances, sentiments, marks or flags.

    `domestic` are labels toward the holder's own country, `bodies` those that a body holds or is the target of.
    """

    any: bool = False
    domestic: bool = False
    bodies: bool = False
    stance: tuple[Stance, ...] = ()
    sentiment: tuple[Sentiment, ...] = ()
    marks: tuple[Mark, ...] = ()
    flags: tuple[Flag, ...] = ()

    @model_validator(mode="after")
    def _say_something(self) -> Self:
        if not any(value for _, value in self):
            raise ValueError("names no labels; give {any: true} or, for example, {stance: [against]}")
        return self

    def cover(self, label: Label) -> bool:
        """Whether `label` is one of them."""
        return (
            self.any
            or label.stance in self.stance
            or label.sentiment in self.sentiment
            or any(getattr(label, mark) for mark in self.marks)
            or any(flag in label.flags for flag in self.flags)
            or (self.domestic and label.speaker_country == label.target)
            or (self.bodies and not organisation_codes().isdisjoint({label.target, label.speaker_country}))
        )


class RuleExample(Entry):
    """A text that shows a rule at work, with the answers."""

    text: Words
    target: Code
    stance: Stance
    sentiment: Sentiment


class Rule(Entry):
    """A numbered rule; `name` and `text` read as one: **One label** is a statement …"""

    number: Annotated[int, Field(ge=1)]
    name: Words
    text: Words
    concerns: Concerns
    examples: tuple[RuleExample, ...] = ()

    @property
    def title(self) -> str:
        """Its name as a heading."""
        return self.name.rstrip(".")


class Section(Entry):
    """Rules under one heading; where it has a `task`, the labels of the task stand above them."""

    title: Words
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    task: Literal["stance", "sentiment"] | None = None


class Definition(Entry):
    """When a label is given, and by which signs one knows it."""

    label: Words
    when: Words
    signs: str = ""
    concerns: Concerns


class TaskLabels(Entry):
    """The labels of a task; `asks` begins the sentence that each `when` ends."""

    asks: Words
    labels: tuple[Definition, ...]


class TaskDefinitions(Entry):
    """The labels of each task."""

    stance: TaskLabels
    sentiment: TaskLabels

    def of(self, task: Task) -> TaskLabels:
        """Those of one task."""
        labels: TaskLabels = getattr(self, task.value)
        return labels


class FlagMeaning(Entry):
    """What a flag of a label says."""

    flag: Flag
    meaning: Words


class MarkMeaning(Entry):
    """What a mark of a statement says."""

    mark: Mark
    meaning: Words


class EdgeCase(Entry):
    """A case that is doubted again and again, and how it is decided."""

    case: Words
    answer: Words
    rules: tuple[int, ...] = ()


class PracticeItem(Entry):
    """An item with a known answer, for the round before the real ones.

    `statement` stands once in `passage`. Where `stance` and `sentiment` are ``None`` the right answer is a flag, any one of
    `flags`; where they are given, flags that an annotator adds do not make an answer wrong.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    passage: Words
    statement: Words
    speaker: Annotated[str | None, BeforeValidator(_nothing)] = None
    speaker_country: Annotated[Code | None, BeforeValidator(_nothing)] = None
    target: Code
    stance: Annotated[Stance | None, BeforeValidator(_nothing)] = None
    sentiment: Annotated[Sentiment | None, BeforeValidator(_nothing)] = None
    flags: tuple[Flag, ...] = ()
    marks: tuple[Mark, ...] = ()
    rules: tuple[int, ...] = ()
    feedback: Words

    @property
    def start(self) -> int:
        """Where the statement begins in the passage."""
        return self.passage.index(self.statement)

    @property
    def end(self) -> int:
        """Where the statement ends in the passage."""
        return self.start + len(self.statement)

    def wrong(self, stance: str | None, sentiment: str | None, flags: Sequence[str] = ()) -> tuple[str, ...]:
        """What of an answer is not right: ``stance``, ``sentiment``, ``flags``, or nothing.

        Parameters
        ----------
        stance, sentiment : str or None
        flags : sequence of str
        """
        if self.stance is None:
            return () if set(flags) & set(self.flags) else ("flags",)
        given = {"stance": stance, "sentiment": sentiment}
        wrong = [task.value for task in Task if given[task.value] != task.label(self)]
        return (*wrong, *(["flags"] if UNJUDGED & set(flags) else []))


class Change(Entry):
    """What a version changed: `rules` in meaning, `wording` in words only. `after` is the version before the first of all."""

    version: Version
    reason: Words
    after: Version | None = None
    rules: tuple[Name, ...] = ()
    wording: tuple[Name, ...] = ()
    notes: tuple[Words, ...] = ()


class Contents(Entry):
    """All of a codebook."""

    version: Version
    title: Words
    intro: Words
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    tasks: TaskDefinitions
    flags: tuple[FlagMeaning, ...]
    marks: tuple[MarkMeaning, ...]
    edge_cases: tuple[EdgeCase, ...] = ()
    practice: tuple[PracticeItem, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in their order."""
        return tuple(rule for section in self.sections for rule in section.rules)

    @property
    def versions(self) -> tuple[str, ...]:
        """This version and those before it that it knows of, the earliest first."""
        first = [self.changes[0].after] if self.changes and self.changes[0].after else []
        return tuple(dict.fromkeys([*first, *(change.version for change in self.changes), self.version]))

    def parts(self) -> dict[str, Rule | Definition | FlagMeaning | MarkMeaning]:
        """What can change in meaning, under the names that `Change` uses."""
        return {
            **{str(rule.number): rule for rule in self.rules},
            **{f"{task}.{one.label}": one for task in Task for one in self.tasks.of(task).labels},
            **{f"flag.{flag.flag}": flag for flag in self.flags},
            **{f"mark.{mark.mark}": mark for mark in self.marks},
        }
