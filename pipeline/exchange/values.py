"""Labels and countries as people write them → the words and codes of the codebook; see ``values.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pipeline.countries.gazetteer import known_codes, organisation_codes, organisations, suggested_code
from pipeline.errors import did_you_mean
from pipeline.io.yaml_keys import WordsLoader
from pipeline.languages import DEFAULT, language
from pipeline.tasks import Task

# Of the gazetteer, the last going before the others.
_SORTS_OF_NAMES = ("people", "name")


@cache
def _words() -> dict[Task, dict[str, str]]:
    text = files("pipeline.exchange").joinpath("values.yaml").read_text(encoding="utf-8")
    lists: dict[str, dict[str, list[str]]] = WordsLoader(text).get_single_data()
    return {Task(task): {word: label for label, words in of.items() for word in words} for task, of in lists.items()}


def label_of(word: object, task: Task) -> str:
    """The label of a task that a word or number stands for, in any case.

    Parameters
    ----------
    word : object
        Such as ``"Favour"``, ``"pro"``, ``-1``.
    task : Task

    Raises
    ------
    ValueError
        If it stands for none.

    Examples
    --------
    >>> label_of("Contra", Task.stance), label_of(1.0, Task.sentiment)
    ('against', 'positive')
    """
    if isinstance(word, float) and word.is_integer():
        word = int(word)
    written = " ".join(str(word).casefold().replace("\N{MINUS SIGN}", "-").split()).removesuffix(".0")
    known = _words()[task]
    if written not in known:
        raise ValueError(
            f"{word!r} is no {task}.{did_you_mean(written, task.labels)} Labels are {', '.join(task.labels)}"
        )
    return known[written]


@cache
def _named() -> dict[str, str]:
    """Name in small letters → code; the name of a country goes before one of its people, and that before one of a body."""
    named = {form.casefold(): row["code"] for row in organisations() for form in row["forms"].split(";")}
    for sort in _SORTS_OF_NAMES:
        rows = (row for row in language(DEFAULT).gazetteer if row["sort"] == sort and row["country"])
        named |= {row["form"].casefold(): row["country"] for row in rows}
    return named


def target_code(word: object) -> str:
    """The code of a country or body that is written as its code or its name, in any case.

    Parameters
    ----------
    word : object
        Such as ``"LAO"``, ``"lao"``, ``"Laos"``.

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> target_code("south korea"), target_code("lao")
    ('KOR', 'LAO')
    """
    written = " ".join(str(word).split())
    code = written.upper()
    if code in known_codes() or code in organisation_codes():
        return code
    if named := _named().get(written.casefold()):
        return named
    suggestion = suggested_code(written) or did_you_mean(written, _named())
    raise ValueError(f"'{written}' is no ISO 3166-1 alpha-3 code, no code of a body and no name of either.{suggestion}")
