"""A YAML file of rules, read as typed entries: lists of words, and the patterns that use them."""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.yaml_keys import WordsLoader
from pipeline.languages.lexicon import Phrases
from pipeline.tasks import Sentiment, Stance

_Texts = tuple[str, ...]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleEntry(_Part):
    """One rule as it stands in the file.

    `patterns` are what the masked passage must hold, `negated` what a negation does to the vote, `subject` whose words or
    deeds may match, `within` how many words a gap may hold, `denied_by` lists whose words deny here too. `says`, `flips` and `silent` are passages that must come out so.
    """

    name: str
    description: Annotated[str, Field(min_length=1)]
    patterns: Annotated[_Texts, Field(min_length=1)]
    stance: Stance | None = None
    sentiment: Sentiment | None = None
    negated: Literal["flips", "silent", "ignored"] = "flips"
    subject: Literal["speaker", "anyone"] = "speaker"
    within: Annotated[int, Field(ge=0, le=30)] = 4
    denied_by: _Texts = ()
    says: _Texts = ()
    flips: _Texts = ()
    silent: _Texts = ()

    @field_validator("name", mode="before")
    @classmethod
    def _is_plain(cls, name: Any) -> Any:
        if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9_]+", name):
            raise ValueError(f"'{name}' must be of small letters, digits and _")
        return name

    @model_validator(mode="after")
    def _says_something(self) -> RuleEntry:
        if self.stance is None and self.sentiment is None:
            raise ValueError("gives neither a stance nor a sentiment")
        return self


class RulesFile(_Part):
    """A file of rules. `verbs` stand in all their forms, `words` as they are written; a rule names a list in braces.

    `irregular` are past forms of verbs that the language's rules of spelling do not give. `negators` are the words that deny; a
    star at the beginning of one stands for any beginning.
    """

    irregular: dict[str, Phrases] = {}
    verbs: dict[str, Phrases] = {}
    words: dict[str, Phrases] = {}
    negators: Phrases = ()
    rules: Annotated[tuple[RuleEntry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_are_different(self) -> RulesFile:
        seen: set[str] = set()
        for rule in self.rules:
            if rule.name in seen:
                raise ValueError(f"two rules are called '{rule.name}'")
            seen.add(rule.name)
        for name in self.verbs:
            if name in self.words:
                raise ValueError(f"'{name}' is a list of verbs and a list of words")
        return self


def read_rules_file(path: Path | Traversable) -> RulesFile:
    """The entries of a file of rules.

    Raises
    ------
    PipelineError
        If it cannot be read, or an entry is not what it should be; the rule is named.
    """
    try:
        values = WordsLoader(path.read_text(encoding="utf-8")).get_single_data()
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: cannot be read ({error}). Mend the file, or its name.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or str(error)
        raise PipelineError(f"{path}{line}: is no YAML: {reason}. Mend the line.") from error
    try:
        return RulesFile.model_validate(values)
    except ValidationError as error:
        raise PipelineError(f"{path}: {_sentence(error, values)}") from error


def _sentence(error: ValidationError, values: Any) -> str:
    problem = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    place = list(problem["loc"])
    where = ""
    known = list(RulesFile.model_fields)
    if len(place) > 1 and place[0] == "rules" and isinstance(place[1], int):
        entry = values["rules"][place[1]]
        name = entry.get("name") if isinstance(entry, dict) else None
        where = f"rule {place[1] + 1}" + (f" ('{name}')" if name else "") + ": "
        place, known = place[2:], list(RuleEntry.model_fields)
    key = ".".join(str(part) for part in place)
    if problem["type"] == "extra_forbidden":
        return f"{where}the key '{key}' is not known.{did_you_mean(key, known)}"
    if problem["type"] == "missing":
        return f"{where}the key '{key}' is missing. Add it."
    message = problem["msg"].removeprefix("Value error, ")
    return f"{where}{key + ': ' if key else ''}{message[:1].lower()}{message[1:]}. Mend it."
