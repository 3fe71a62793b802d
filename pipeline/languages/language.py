"""A language: one typed, checked object, made from the files of its folder."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from pipeline.errors import PipelineError
from pipeline.languages import listed_forms, plain_dates
from pipeline.languages.context import Context, References
from pipeline.languages.cues import Cues
from pipeline.languages.grammar import BASE, PAST, Grammar, Inflection
from pipeline.languages.lexicon import read_rows
from pipeline.languages.page import Boilerplate, Dates, Layout
from pipeline.languages.people import PeopleWords, Roles
from pipeline.languages.polarity import Polarity

_PACKAGE = "pipeline.languages"


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Language:
    """All that is known of one language; two of the same code are the same object, see `language`.

    Attributes
    ----------
    code : str
        ISO 639-1.
    gazetteer : tuple of mappings
        The rows of ``gazetteer.csv``: form, country, sort, ambiguous.
    institutions : tuple of mappings
        The rows of ``institutions.csv``: form, country; none where there is no such file.
    cities : tuple of mappings
        The rows of ``cities.csv``: form, country; cities beside the seats of governments, which stand alone in datelines
        and tell where somebody is at home.
    inflection, dates : modules
        Code of the language, where its folder has any.
    """

    code: str
    grammar: Grammar
    cues: Cues
    roles: Roles
    people: PeopleWords
    context: Context
    references: References
    layout: Layout
    polarity: Polarity
    boilerplate: Boilerplate
    gazetteer: tuple[Mapping[str, str], ...]
    institutions: tuple[Mapping[str, str], ...]
    cities: tuple[Mapping[str, str], ...]
    inflection: Inflection
    dates: Dates

    def verb_forms(self, lemmas: frozenset[str]) -> dict[str, tuple[str, str]]:
        """Every form of the verbs → its lemma and which form it is.

        Examples
        --------
        >>> forms = language("en").verb_forms(frozenset({"deny", "admit"}))
        >>> forms["denies"], forms["admitted"]
        (('deny', 'third'), ('admit', 'past'))
        """
        return _verb_forms(self, lemmas)


@cache
def _verb_forms(language: Language, lemmas: frozenset[str]) -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for lemma in sorted(lemmas):
        irregular = language.grammar.irregular.get(lemma)
        regular = language.inflection.verb_forms(lemma, lemma in language.grammar.doubling)
        of_lemma = {lemma: BASE} | {form: sort for form, sort in regular.items() if sort != PAST or not irregular}
        for form, sort in [*of_lemma.items(), *((past, PAST) for past in irregular or ())]:
            forms.setdefault(form, (lemma, sort))
    return forms


def read_language(folder: Traversable, code: str) -> Language:
    """The language whose files are in `folder`.

    Raises
    ------
    PipelineError
        If a file is missing, or a list in it is not what it should be.
    """
    return Language(
        code=code,
        grammar=Grammar.read(folder, "grammar.yaml"),
        cues=Cues.read(folder, "cues.yaml"),
        roles=Roles.read(folder, "roles.yaml"),
        people=PeopleWords.read(folder, "people.yaml"),
        context=Context.read(folder, "context.yaml"),
        references=References.read(folder, "references.yaml"),
        layout=Layout.read(folder, "layout.yaml"),
        polarity=Polarity.read(folder, "polarity.yaml"),
        boilerplate=Boilerplate.read(folder, "boilerplate.yaml"),
        gazetteer=read_rows(folder.joinpath("gazetteer.csv")),
        institutions=_rows_if_any(folder.joinpath("institutions.csv")),
        cities=_rows_if_any(folder.joinpath("cities.csv")),
        inflection=cast(Inflection, _module(code, "inflection") or listed_forms),
        dates=cast(Dates, _module(code, "dates") or plain_dates),
    )


def _rows_if_any(table: Traversable) -> tuple[Mapping[str, str], ...]:
    return read_rows(table) if table.is_file() else ()


def _module(code: str, name: str) -> object | None:
    if code not in known_languages() or importlib.util.find_spec(f"{_PACKAGE}.{code}.{name}") is None:
        return None
    return importlib.import_module(f"{_PACKAGE}.{code}.{name}")


@cache
def language(code: str) -> Language:
    """The language of this ISO 639-1 code, read once.

    Raises
    ------
    PipelineError
        If the package has no such language.
    """
    if code not in known_languages():
        raise PipelineError(
            f"The language '{code}' is not available; there is: {', '.join(known_languages())}. "
            "A language is a folder of pipeline/languages."
        )
    return read_language(files(_PACKAGE).joinpath(code), code)


@cache
def known_languages() -> tuple[str, ...]:
    """The codes of the languages that the package has a folder of."""
    return tuple(sorted(entry.name for entry in files(_PACKAGE).iterdir() if re.fullmatch("[a-z]{2}", entry.name)))
