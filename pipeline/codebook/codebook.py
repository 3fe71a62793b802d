"""A codebook: what labels mean, and the texts that are made of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from pipeline.codebook.datasheet import datasheet
from pipeline.codebook.entries import Contents, Definition, EdgeCase, FlagMeaning, MarkMeaning, PracticeItem, Rule
from pipeline.codebook.page import page
from pipeline.codebook.prompt import prompt
from pipeline.errors import PipelineError
from pipeline.tasks import Task


@dataclass(frozen=True)
class Codebook:
    """What labels mean.

    Attributes
    ----------
    contents : Contents
    text : str
        The YAML that it was read from.
    source : str
        Where that lies.
    """

    contents: Contents
    text: str
    source: str

    @property
    def version(self) -> str:
        """Which labels name."""
        return self.contents.version

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all it says, whatever the layout of the file."""
        return hashlib.sha256(json.dumps(self.contents.model_dump(), sort_keys=True).encode()).hexdigest()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in their order."""
        return self.contents.rules

    def rule(self, number: int) -> Rule:
        """The rule with a number.

        Parameters
        ----------
        number : int

        Raises
        ------
        PipelineError
            If there is none.
        """
        for rule in self.rules:
            if rule.number == number:
                return rule
        raise PipelineError(
            f"{self.source}: has no rule {number}. `stance codebook --out codebook.md` writes them all."
        )

    def definitions(self, task: Task | str) -> tuple[Definition, ...]:
        """The labels of a task, in its order.

        Parameters
        ----------
        task : Task or str

        Raises
        ------
        PipelineError
            If there is no such task.
        """
        task = Task(task)
        found = self.contents.tasks.of(task).labels
        return tuple(sorted(found, key=lambda one: task.labels.index(one.label)))

    @property
    def flags(self) -> tuple[FlagMeaning, ...]:
        """The flags of a label."""
        return self.contents.flags

    @property
    def marks(self) -> tuple[MarkMeaning, ...]:
        """The marks of a statement."""
        return self.contents.marks

    @property
    def edge_cases(self) -> tuple[EdgeCase, ...]:
        """Cases that are doubted again and again."""
        return self.contents.edge_cases

    @property
    def practice(self) -> tuple[PracticeItem, ...]:
        """Items with known answers."""
        return self.contents.practice

    @property
    def versions(self) -> tuple[str, ...]:
        """This version and those before it that it knows of, the earliest first."""
        return self.contents.versions

    def page(self) -> str:
        """All of it as a page in Markdown, to be read."""
        return page(self.contents)

    def prompt(self) -> str:
        """All that decides a label, as instructions for a language model."""
        return prompt(self.contents)

    def datasheet(self) -> str:
        """Paragraphs in Markdown for the datasheet of labelled data."""
        return datasheet(self.contents, self.digest)
