"""Reading a split of a corpus from a folder of corpora; a new corpus brings its reader to `READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.corpora.catalogue import corpus_named
from pipeline.corpora.dse import read_dse
from pipeline.corpora.examples import CorpusExample
from pipeline.corpora.newsmtsc import read_newsmtsc
from pipeline.corpora.plover import read_plover
from pipeline.errors import PipelineError

READERS: dict[str, Callable[[Path], Iterator[CorpusExample]]] = {
    "dse": read_dse,
    "plover": read_plover,
    "newsmtsc": read_newsmtsc,
}


def split_path(folder: Path, corpus: str, split: str) -> Path:
    """The file of a split: a known one, or any whose name begins with it, so that test parts can be read as well.

    Raises
    ------
    PipelineError
        If there is no such corpus or no such file.
    """
    entry = corpus_named(corpus)
    suffix = Path(entry.file_name).suffix
    others = [f"{split}{suffix}", entry.file_name.format(split=split)]
    names = [entry.files[split].path] if split in entry.files else others
    for name in names:
        if (folder / corpus / name).is_file():
            return folder / corpus / name
    there = sorted(p.name for p in (folder / corpus).glob(f"*{suffix}"))
    raise PipelineError(
        f"{folder / corpus / names[0]}: no such file. There are: {', '.join(there) or 'none'}; mend --corpora or "
        f"--split, or run `stance corpora fetch {corpus} --corpora {folder}`."
    )


def read_corpus(folder: Path, corpus: str, split: str) -> list[CorpusExample]:
    """All examples of one split, from the corpus' file in ``folder/corpus``.

    Raises
    ------
    PipelineError
        If there is no such file, or a line of it is not readable.
    """
    path = split_path(folder, corpus, split)
    try:
        return list(READERS[corpus](path))
    except UnicodeDecodeError as error:
        raise PipelineError(f"{path}: not UTF-8 text ({error.reason}). Get the file again.") from error
