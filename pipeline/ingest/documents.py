"""What a reader hands on: the raw content of one article and whatever its file already says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Document:
    """One article as found. `content` is plain text or HTML as `markup` says; the other fields may be empty.

    Attributes
    ----------
    source_path : str
        The file, and behind ``#`` the line, row, item or byte offset of the record in it.
    retrieved : str, optional
        When a web archive fetched it, as the archive says it.
    archive_offset : int, optional
        Where its record begins in the archive, in bytes.
    truncated : bool
        Whether the source gives only the beginning of the text.
    own_columns : mapping of str to str
        What the user's table says besides.
    headed : bool
        Whether a plain text begins with its headline, as a file of its own does; a record may or may not.
    """

    source_path: str
    content: str
    markup: Literal["text", "html"]
    title: str | None = None
    published: str | None = None
    authors: list[str] = field(default_factory=list)
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    retrieved: str | None = None
    archive_offset: int | None = None
    truncated: bool = False
    own_columns: Mapping[str, str] = field(default_factory=dict)
    headed: bool = True
