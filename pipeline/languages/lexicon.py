"""Word lists and tables of a language's folder, read as what they are: words, never booleans or numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Annotated, Any, ClassVar, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from pipeline.errors import PipelineError
from pipeline.io.yaml_keys import WordsLoader


def _each_once(values: Any) -> Any:
    if not isinstance(values, list):
        raise ValueError("must be a list of words")
    for number, word in enumerate(values):
        if not isinstance(word, str) or not word.strip():
            raise ValueError(f"holds {word!r}, which is no word")
        if word in values[:number]:
            raise ValueError(f"holds '{word}' twice")
    return values


Words = Annotated[frozenset[str], BeforeValidator(_each_once)]
# Where the order counts.
Phrases = Annotated[tuple[str, ...], BeforeValidator(_each_once)]


class WordLists(BaseModel):
    """One file of lists. `disjoint` names the lists of which no two may share a word."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    disjoint: ClassVar[tuple[tuple[str, ...], ...]] = ()

    @model_validator(mode="after")
    def _are_disjoint(self) -> Self:
        for names in self.disjoint:
            seen: dict[str, str] = {}
            for name in names:
                for word in sorted(getattr(self, name)):
                    if word in seen:
                        raise ValueError(f"'{word}' is in {seen[word]} and in {name}")
                    seen[word] = name
        return self

    @classmethod
    def read(cls, folder: Traversable, name: str) -> Self:
        """The lists of the file `name` in a language's folder.

        Raises
        ------
        PipelineError
            If the file is missing or no YAML, lacks a list, has one that is not known, or a list holds something else
            than words, a word twice, or a word of another list from which it must be apart.
        """
        try:
            return cls.model_validate(WordsLoader(folder.joinpath(name).read_text(encoding="utf-8")).get_single_data())
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise PipelineError(f"{folder}/{name}: cannot be read as word lists ({error}). Mend the file.") from error
        except ValidationError as error:
            problem = error.errors()[0]
            place = ".".join(str(part) for part in problem["loc"]) or "lists"
            reason = problem["msg"].removeprefix("Value error, ")
            raise PipelineError(f"{folder}/{name}: '{place}' {reason}. Mend the list.") from error


def read_rows(table: Traversable) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file; lines that begin with ``#`` are comments.

    Raises
    ------
    PipelineError
        If the file cannot be read.
    """
    try:
        lines = table.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{table}: cannot be read as a table ({error}). Install the package anew.") from error
    return tuple(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of `words`, the longest first; nothing where there are none.

    A star at the end of a word stands for any ending.

    Examples
    --------
    >>> any_of(["ally", "spokes*"])
    'spokes\\\\w+|ally'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"\w+") for word in ordered) or r"(?!)"


def opening_of(words: Iterable[str]) -> str:
    """A regular expression that looks ahead for a first letter of any of `words`; for nothing where there are none.

    Before a long alternative that is looked for in whole texts it makes the search three times as fast, as most places fail by it.

    Examples
    --------
    >>> opening_of(["its", "the country", "this"])
    '(?=[it])'
    """
    letters = "".join(sorted({word[0] for word in words}))
    return f"(?=[{re.escape(letters)}])" if letters else r"(?!)"
