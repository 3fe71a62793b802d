"""Exports of archives and news services: which columns each has, a file a service in the folder ``presets``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pipeline.errors import PipelineError, did_you_mean
from pipeline.languages.lexicon import Phrases, WordLists, Words


class FieldNames(WordLists):
    """Names of an article's fields in tables and records, in order of preference; see ``fields.yaml``."""

    text: Phrases = ()
    html: Phrases = ()
    summary: Phrases = ()
    title: Phrases = ()
    published: Phrases = ()
    authors: Phrases = ()
    outlet: Phrases = ()
    url: Phrases = ()
    language: Phrases = ()


FIELDS = tuple(FieldNames.model_fields)


class Preset(FieldNames):
    """The columns of one service.

    Attributes
    ----------
    recognised_by : tuple of str
        A table that has all of these is such an export.
    hint : str
        What to tell somebody whose export has no texts.
    """

    recognised_by: Phrases
    hint: str = ""


@cache
def field_names() -> FieldNames:
    """The names that are known without a preset."""
    return FieldNames.read(files("pipeline.ingest.fields"), "fields.yaml")


class OtherLanguages(WordLists):
    """The names in other languages; see ``other_languages.yaml``."""

    beside_others: Words
    names: dict[str, FieldNames]


@cache
def other_languages() -> OtherLanguages:
    """The names that are known in other languages, by language."""
    return OtherLanguages.read(files("pipeline.ingest.fields"), "other_languages.yaml")


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its name, in the order of the names."""
    folder = files("pipeline.ingest.fields").joinpath("presets")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): Preset.read(folder, name) for name in names}


def preset_named(name: str) -> Preset:
    """The preset of this name.

    Raises
    ------
    PipelineError
        If there is none.
    """
    known = presets()
    if name not in known:
        raise PipelineError(
            f"ingest.preset: '{name}' is no preset; there is: {', '.join(known)}.{did_you_mean(name, known)}"
        )
    return known[name]


def recognised(columns: Iterable[str], normal_names: Mapping[str, frozenset[str]]) -> str | None:
    """The preset of which a table with these columns is an export; of several, the one that asks for most of them.

    Parameters
    ----------
    columns : iterable of str
        Names in the form in which they are compared.
    normal_names : mapping of str to frozenset of str
        Preset → the columns that it asks for, in the same form.
    """
    there = set(columns)
    matching = [name for name, asked in normal_names.items() if asked <= there]
    return max(matching, key=lambda name: (len(normal_names[name]), name), default=None)
