"""Labels of rules and models as lines of a file, which only its maker replaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.exchange.json_records import written
from pipeline.io import atomic_path
from pipeline.io.json_lines import json_lines
from pipeline.labelling_functions.vote import Vote
from pipeline.records import Example, Label, content_id

# First, so that a person who opens the file sees at once whose it is.
_ORDER = ("annotator", "example_id", *(f.name for f in fields(Label) if f.name not in ("annotator", "example_id")))
_DEFAULTS = {f.name: f.default for f in fields(Label) if f.default is not MISSING}


def label_of(example: Example, annotator: str, vote: Vote, codebook: str, **more: Any) -> Label:
    """The label of an example by a rule or a model.

    Parameters
    ----------
    example : Example
    annotator : str
    vote : Vote
    codebook : str
        Version.
    **more
        Other fields of `Label`.
    """
    start, end = (
        (example.start, example.end) if example.end else (example.text_start, example.text_start + len(example.text))
    )
    low, high = start - example.text_start, end - example.text_start
    inside = 0 <= low < high <= len(example.text)
    return Label(
        article=example.article_id,
        start=start if inside else example.text_start,
        end=end if inside else example.text_start + len(example.text),
        text=example.text[low:high] if inside else example.text,
        target=example.target,
        stance=vote.stance,
        sentiment=vote.sentiment,
        annotator=annotator,
        codebook=codebook,
        speaker=example.speaker,
        speaker_country=example.speaker_country,
        headline=example.headline,
        alleged=example.alleged,
        example_id=example.example_id,
        label_id=content_id(annotator, example.example_id),
        **{"time": "", **more},
    )


def as_line(label: Label) -> str:
    """The label as one line of JSON, without what is absent."""
    values = {name: getattr(label, name) for name in _ORDER}
    told = {n: v for n, v in values.items() if n not in _DEFAULTS or v != _DEFAULTS[n]}
    return written({n: v for n, v in told.items() if v not in ("", None)})


def lines_of(path: Path, maker: str) -> list[dict[str, Any]]:
    """The lines of a file that may be replaced; none where there is no file.

    Parameters
    ----------
    path : Path
    maker : str
        How the annotator of every line begins, if the same command wrote them all.

    Raises
    ------
    PipelineError
        If a line is another's.
    """
    found = []
    for number, values in json_lines(path) if path.exists() else ():
        annotator = values.get("annotator") if isinstance(values, dict) else None
        if isinstance(values, str) or not str(annotator or "").startswith(maker):
            raise PipelineError(
                f"{path} line {number}: is no label of '{maker}…', so the file is not replaced. Move it, or name another file."
            )
        found.append(values)
    return found


def write_labels(path: Path, lines: Iterable[str]) -> int:
    """Write the lines to `path` in one go; return how many there were."""
    written = 0
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line)
            written += 1
    return written
