"""Which columns of a table, or keys of a record, hold which field of an article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.config import IngestConfig
from pipeline.errors import PipelineError, did_you_mean
from pipeline.ingest.fields.presets import FIELDS, field_names, other_languages, preset_named, presets, recognised
from pipeline.languages.lexicon import Phrases, WordLists

# As pandas names the second of two columns of one name, and MongoDB, WordPress and what is made of XML the value within a value.
_COPY = re.compile(r"(?:\.(?:\d+|\$\w+|rendered|[#_]+(?:text|cdata|cdata-section)|@value))+$")
_SEPARATORS = re.compile(r"[\s_\-]+")
# What a name says behind itself: Text (full), Date [UTC].
_IN_BRACKETS = re.compile(r"\s*[(\[](?P<bracketed>[^()\[\]]*)[)\]]\s*$")
_SIGNS = re.compile(r"[^\w*/]+|_")
_LEAST_OF_ONE_LANGUAGE = 2
# What an export says of itself stands in so many cells of a row at most, and the names behind it among so many rows.
_CELLS_OF_A_REMARK, FIRST_ROWS = 2, 20
_LONGEST_NAME = 60
# Of names below other names, so many are those of fields.
_FIELDS_BELOW_GROUPS = 2
_TEXTS = ("text", "html", "summary")
_SHOWN = 30


@cache
def normal_name(name: str) -> str:
    """A column's name as it is compared: without case, spaces, ``_`` and ``-``, and without the number of a copy.

    Examples
    --------
    >>> [normal_name(name) for name in (" Published-At", "publishedAt", "text.1", "source.name")]
    ['publishedat', 'publishedat', 'text', 'source.name']
    """
    return _COPY.sub("", _SEPARATORS.sub("", name.replace("\ufeff", "").strip().casefold()))


class _Brackets(WordLists):
    other_matter: Phrases


@cache
def _other_matter() -> re.Pattern[str]:
    lists = _Brackets.read(files("pipeline.ingest.fields"), "brackets.yaml")
    return re.compile("|".join(lists.other_matter), re.IGNORECASE)


@cache
def _has_remark(name: str) -> bool:
    """Whether a name has a remark on the field behind it, in brackets."""
    found = _IN_BRACKETS.search(_COPY.sub("", name.strip()))
    return found is not None and not _other_matter().search(found["bracketed"])


@cache
def _loose(name: str) -> str:
    """A name also without accents, dots and what it says in brackets: ``Article.Text``, ``Título``, ``Date (UTC)``."""
    plain = normal_name(name)
    parts = unicodedata.normalize("NFKD", _IN_BRACKETS.sub("", plain) if _has_remark(name) else plain)
    return _SIGNS.sub("", "".join(sign for sign in parts if not unicodedata.combining(sign)))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields of an article stand.

    Attributes
    ----------
    fields : mapping of str to tuple of str
        Field → the columns that may hold it, as the table names them, the preferred one first.
    preset : str, optional
        The export that this is.
    """

    fields: Mapping[str, tuple[str, ...]]
    preset: str | None

    @property
    def has_text(self) -> bool:
        """Whether a column holds texts."""
        return any(self.fields[field] for field in _TEXTS)


def check_columns(config: IngestConfig) -> None:
    """Check what the configuration says of columns before anything is read.

    Raises
    ------
    PipelineError
        If `ingest.columns` names a field, or `ingest.preset` a preset, that does not exist.
    """
    for field in config.columns:
        if field not in FIELDS:
            raise PipelineError(
                f"ingest.columns: '{field}' is no field of an article; there is: {', '.join(FIELDS)}. "
                f"Write {{field: your column}}, such as {{text: story}}.{did_you_mean(field, FIELDS)}"
            )
    if config.preset is not None:
        preset_named(config.preset)


def columns_of(names: Iterable[str], config: IngestConfig) -> Columns:
    """The columns of a table that has these.

    Parameters
    ----------
    names : iterable of str
        In the order of the table; a dot goes into a record within the record.
    config : IngestConfig
        Whose `columns` come first, then the preset, then the names in ``fields.yaml``. A field that is mapped is in the
        column named and in no other; but a table that has none of the columns named is of another kind, and is read
        by the known names.
    """
    return _columns(tuple(names), tuple(sorted(config.columns.items())), config.preset)


@lru_cache(maxsize=512)
def _columns(names: tuple[str, ...], mapped: tuple[tuple[str, str], ...], wanted_preset: str | None) -> Columns:
    by_normal = _by(normal_name, names)
    # Records within a record have names of their own, which say more than without the dot.
    by_loose = _by(_loose, [name for name in names if normal_name(name).partition(".")[0] not in known_records()])
    preset_name = wanted_preset or recognised(map(normal_name, groups_of(names)), _asked_for())
    sources = [field_names()] if preset_name is None else [preset_named(preset_name), field_names()]
    given = dict(mapped) if any(normal_name(column) in by_normal for _, column in mapped) else {}
    in_other_languages = _in_other_languages(by_loose)
    fields: dict[str, tuple[str, ...]] = {}
    for field in FIELDS:
        if field in given:
            found = by_normal.get(normal_name(given[field]), [])
        else:
            accepted = [name for source in sources for name in getattr(source, field)]
            found = [name for word in accepted for name in by_normal.get(normal_name(word), ())]
            found += [name for word in accepted for name in by_loose.get(_loose(word), ())]
            found += in_other_languages.get(field, [])
            # One with a remark is often another form of the same: a summary, a day of another kind.
            found = [name for name in found if not _has_remark(name)] or found
        fields[field] = tuple(dict.fromkeys(found))
    return Columns(fields, preset_name)


def _by(form: Callable[[str], str], names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(form(name), []).append(name)
    return found


def _in_other_languages(by_loose: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Field → the columns that are named so in other languages."""
    fields: dict[str, list[str]] = {}
    known = other_languages()
    for names in known.names.values():
        found = {field: [word for word in getattr(names, field) if _loose(word) in by_loose] for field in FIELDS}
        alone = sum(map(bool, found.values())) < _LEAST_OF_ONE_LANGUAGE
        for field, words in found.items():
            meant = [word for word in words if not (alone and word in known.beside_others)]
            fields.setdefault(field, []).extend(name for word in meant for name in by_loose[_loose(word)])
    return fields


def header_among(rows: Sequence[Sequence[str]], config: IngestConfig | None = None) -> int:
    """Which of the first rows of a table names its columns: the first, unless that is what an export says of itself.

    Parameters
    ----------
    rows : sequence of sequence of str
        The cells of the rows that are not blank.
    config : IngestConfig, optional
        Whose `columns` are names, too; of the first row, any of them.
    """
    beginning = [[cell.strip() for cell in row] for row in rows[:FIRST_ROWS]]
    mapped = tuple(sorted(config.columns.items())) if config else ()
    names = {normal_name(column) for _, column in mapped}
    first = beginning[0]
    if len(beginning) > 1 and _heads_groups(first, beginning[1], mapped):
        return 1
    if len([cell for cell in first if cell]) > _CELLS_OF_A_REMARK or _names_a_text(first, mapped):
        return 0
    if any(normal_name(cell) in names for cell in first):
        return 0
    named = (
        place
        for place, row in enumerate(beginning)
        if len(row) > _CELLS_OF_A_REMARK and max(map(len, row)) <= _LONGEST_NAME and _names_a_text(row, mapped)
    )
    return next(named, 0)


def _heads_groups(first: Sequence[str], second: Sequence[str], mapped: tuple[tuple[str, str], ...]) -> bool:
    """Whether a first row stands over groups of columns, with gaps, and the second one names them."""
    filled = [cell for cell in second if cell]
    if len([cell for cell in first if cell]) >= len(filled) or max(map(len, filled), default=0) > _LONGEST_NAME:
        return False
    named = _columns(tuple(filled), mapped, None)
    return named.has_text and sum(map(bool, named.fields.values())) >= _FIELDS_BELOW_GROUPS


def _names_a_text(cells: Sequence[str], mapped: tuple[tuple[str, str], ...]) -> bool:
    return _columns(tuple(cells), mapped, None).has_text


@cache
def known_records() -> frozenset[str]:
    """The records within a record that known names go into, such as the ``source`` of ``source.name``."""
    every = [field_names(), *presets().values()]
    dotted = (name for names in every for field in FIELDS for name in getattr(names, field) if "." in name)
    return frozenset(normal_name(name).partition(".")[0] for name in dotted)


@cache
def _asked_for() -> Mapping[str, frozenset[str]]:
    """Preset → the columns it is told by."""
    return {name: frozenset(map(normal_name, preset.recognised_by)) for name, preset in presets().items()}


def no_text(names: Iterable[str], columns: Columns, config: IngestConfig) -> str:
    """In one sentence, why a record with these keys gives no article.

    Parameters
    ----------
    names : iterable of str
        The keys of the record.
    columns : Columns
        Of these.
    config : IngestConfig
    """
    if found := [name for field in _TEXTS for name in columns.fields[field]]:
        return f"no text: {', '.join(map(repr, found))} holds nothing in it"
    shown = _shown(list(names)) or "no fields at all"
    if "text" in config.columns:
        return f"no text: it holds {shown}, and not '{config.columns['text']}', which ingest.columns names for 'text'"
    return (
        f"no text: it holds {shown}, and none of {', '.join(field_names().text)}; "
        f"say which it is with ingest.columns, such as {{text: story}}.{_hint(columns)}"
    )


def _shown(names: Sequence[str]) -> str:
    return ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _hint(columns: Columns) -> str:
    hint = presets()[columns.preset].hint if columns.preset else ""
    return f" {hint}" if hint else ""


def groups_of(names: Iterable[str]) -> list[str]:
    """Names with those of the records that hold them: ``source.name`` is also in ``source``."""
    every: dict[str, None] = {}
    for name in names:
        every[name] = None
        parts = name.split(".")
        every.update(dict.fromkeys(".".join(parts[:end]) for end in range(1, len(parts))))
    return list(every)


def unknown_column(names: Sequence[str], config: IngestConfig) -> str | None:
    """In one sentence, which column of `ingest.columns` is not among these; ``None`` where all are, or none is and the
    known names find a text: a table of another kind, beside those that were meant.

    Parameters
    ----------
    names : sequence of str
    config : IngestConfig
    """
    there = {normal_name(name) for name in names}
    meant = any(normal_name(column) in there for column in config.columns.values())
    if not meant and columns_of(names, config).has_text:
        return None
    for field, column in sorted(config.columns.items()):
        if normal_name(column) not in there:
            return (
                f"no column '{column}', which ingest.columns names for '{field}': found {_shown(names) or 'none'}; "
                f"mend ingest.columns.{did_you_mean(column, names)}"
            )
    return None


def column_problem(names: Sequence[str], config: IngestConfig) -> str | None:
    """In one sentence, why a table with these columns gives no articles; ``None`` where it does.

    Parameters
    ----------
    names : sequence of str
    config : IngestConfig
    """
    if unknown := unknown_column(names, config):
        return unknown
    columns = columns_of(names, config)
    if columns.has_text:
        return None
    known = field_names()
    wanted = [*known.text, *known.html]
    taken = {column for found in columns.fields.values() for column in found}
    free = [name.strip() for name in names if name.strip() and name not in taken]
    hint = next((s for s in (did_you_mean(name, wanted) for name in free) if s), "")
    return (
        f"no text column: found {_shown(names) or 'none'}; name one of them 'text' (or {', '.join(wanted[1:])}), "
        f"or say which it is with ingest.columns, such as {{text: story}}.{_hint(columns) or hint}"
    )
