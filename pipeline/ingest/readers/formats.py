"""The formats that are read: a format is a file of this folder and a line here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol, cast

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece, Source
from pipeline.records import Reject

_ROOM = "pipeline.ingest.readers"


class Reader(Protocol):
    """A module that reads one format."""

    def read(self, opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
        """The documents of a piece, in their order, and what is none."""


class CuttingReader(Reader, Protocol):
    """A module that can also cut a large file."""

    def cut(self, opened: Opened, source: Source, size: int) -> Iterator[Piece]:
        """Pieces of about `size` bytes, from a cheap pass over the file."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are read.

    Attributes
    ----------
    module : str
        Of `pipeline.ingest.readers`; imported when the first such file is met.
    title : str
        What the user is told.
    one_article : bool
        Whether a file is one article.
    cut : {"no", "unpacked", "remote", "packed"}
        Which large files are read in pieces: none; those on this machine that are not packed; also those at an address,
        where a look at the end tells where to cut; also packed ones on this machine, where members begin anew.
    """

    module: str
    title: str
    one_article: bool = False
    cut: Literal["no", "unpacked", "remote", "packed"] = "no"

    def reader(self) -> Reader:
        """The module, imported."""
        return cast(Reader, import_module(f"{_ROOM}.{self.module}"))

    def cuts(self, opened: Opened, remote: bool) -> bool:
        """Whether an opened file of this format can be cut without being read or unpacked over and over."""
        if not opened.parts or self.cut == "no" or (remote and self.cut != "remote"):
            return False
        return self.cut == "packed" or not opened.compressed


READERS = {
    "page": Format("page", "a web page"),
    "saved_page": Format("saved_page", "a web page that a browser saved as one file (MHTML)", one_article=True),
    "plain_text": Format("plain_text_file", "plain text"),
    "csv": Format("csv_file", "a table (CSV)", cut="unpacked"),
    "json_lines": Format("json_lines", "JSON lines", cut="unpacked"),
    "json": Format("json_file", "JSON"),
    "excel": Format("excel", "a spreadsheet"),
    "parquet": Format("parquet", "a Parquet table", cut="remote"),
    "arrow": Format("datasets_folder", "a table of Arrow, as the library datasets writes it", cut="unpacked"),
    "feed": Format("feed", "a feed (RSS or Atom)"),
    "warc": Format("warc", "a web archive (WARC)", cut="packed"),
}
