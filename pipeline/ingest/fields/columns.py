"""Which columns of a table, or keys of a record, hold which field of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.config import IngestConfig
from pipeline.errors import PipelineError, did_you_mean
from pipeline.ingest.fields.column_names import has_remark, loose_name, normal_name
from pipeline.ingest.fields.presets import FIELDS, field_names, other_languages, preset_named, presets, recognised

_LEAST_OF_ONE_LANGUAGE = 2
TEXTS = ("text", "html", "summary")


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
        return any(self.fields[field] for field in TEXTS)


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
    return columns_mapped(tuple(names), tuple(sorted(config.columns.items())), config.preset)


@lru_cache(maxsize=512)
def columns_mapped(names: tuple[str, ...], mapped: tuple[tuple[str, str], ...], wanted_preset: str | None) -> Columns:
    """The columns of a table that has these, by what is mapped and the preset alone; see `columns_of`.

    Parameters
    ----------
    names : tuple of str
    mapped : tuple of (str, str)
        Fields with their columns, sorted.
    wanted_preset : str, optional
        The export that this is; without it, the one that has these columns, if any.
    """
    by_normal = _by(normal_name, names)
    # Records within a record have names of their own, which say more than without the dot.
    by_loose = _by(loose_name, [name for name in names if normal_name(name).partition(".")[0] not in known_records()])
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
            found += [name for word in accepted for name in by_loose.get(loose_name(word), ())]
            found += in_other_languages.get(field, [])
            # One with a remark is often another form of the same: a summary, a day of another kind.
            found = [name for name in found if not has_remark(name)] or found
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
        found = {field: [word for word in getattr(names, field) if loose_name(word) in by_loose] for field in FIELDS}
        alone = sum(map(bool, found.values())) < _LEAST_OF_ONE_LANGUAGE
        for field, words in found.items():
            meant = [word for word in words if not (alone and word in known.beside_others)]
            fields.setdefault(field, []).extend(name for word in meant for name in by_loose[loose_name(word)])
    return fields


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


def groups_of(names: Iterable[str]) -> list[str]:
    """Names with those of the records that hold them: ``source.name`` is also in ``source``."""
    every: dict[str, None] = {}
    for name in names:
        every[name] = None
        parts = name.split(".")
        every.update(dict.fromkeys(".".join(parts[:end]) for end in range(1, len(parts))))
    return list(every)
