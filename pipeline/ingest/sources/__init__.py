"""Finding the files that hold articles, and the reader for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.config import IngestConfig
from pipeline.errors import PipelineError
from pipeline.ingest.documents import Document, Reader
from pipeline.ingest.readers.record_files import read_csv, read_json_lines, read_parquet
from pipeline.ingest.readers.text_files import read_html_file, read_text_file
from pipeline.records import Reject

READERS: dict[str, Reader] = {
    ".txt": read_text_file,
    ".html": read_html_file,
    ".htm": read_html_file,
    ".jsonl": read_json_lines,
    ".csv": read_csv,
    ".parquet": read_parquet,
}


def find_files(sources: Iterable[Path]) -> list[Path]:
    """All files below `sources` in a stable order; hidden files and folders are left out.

    Raises
    ------
    PipelineError
        If a source does not exist or a folder holds no file of a supported format.
    """
    found: dict[Path, None] = {}
    for source in sources:
        if source.is_file():
            found[source] = None
            continue
        if not source.is_dir():
            raise PipelineError(
                f"{source}: no such file or folder. Check the path; relative paths start at {Path.cwd()}."
            )
        files = sorted(
            path
            for path in source.rglob("*")
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(source).parts)
        )
        if not any(path.suffix.lower() in READERS for path in files):
            raise PipelineError(
                f"{source}: holds no articles. Put {', '.join(sorted(READERS))} files there, or name another folder."
            )
        found.update(dict.fromkeys(files))
    return list(found)


def read_file(path: Path, config: IngestConfig) -> Iterator[Document | Reject]:
    """The documents of one file; a file that cannot be read at all becomes one reject."""
    name = path.as_posix()
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Reject(name, None, f"'{path.suffix}' is no supported format ({', '.join(sorted(READERS))})")
        return
    try:
        if path.stat().st_size == 0:
            yield Reject(name, None, "the file is empty")
            return
        yield from reader(path, name, config)
    except OSError as error:
        yield Reject(name, None, f"the file cannot be read: {error.strerror or error}")
