"""The ingest stage: files of any supported format → one table of articles, and a list of what was not usable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PipelineConfig, require_inputs
from pipeline.ingest.articles import ingest_files, merge_exact_duplicates
from pipeline.ingest.sources import find_files
from pipeline.io import SetAside, write_records
from pipeline.io.tables import require_distinct, require_table_suffix
from pipeline.printable import count
from pipeline.progress import progress
from pipeline.records import Article


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How many articles were read from how many files, how many copies were merged, and what was set aside."""

    articles: int
    files: int
    merged: int
    out: Path
    aside: SetAside

    def __str__(self) -> str:
        read = f"{count(self.articles, 'article')} from {count(self.files, 'file')} → {self.out}"
        told = f"{read} ({count(self.merged, 'exact duplicate')} merged)"
        return f"{self.aside}\n{told}" if self.aside.rejects else told


def run(config: PipelineConfig, sources: Sequence[Path], out: Path, rejects: Path | None = None) -> IngestReport:
    """Read articles from files into one table.

    Parameters
    ----------
    config : PipelineConfig
    sources : sequence of Path
        Files and folders.
    out : Path
        Table of articles; its suffix says the format.
    rejects : Path, optional
        Where unusable records go; by default beside `out`, and only where there are some.

    Raises
    ------
    PipelineError
        If a source is missing, no article could be read, or a file cannot be written.
    """
    require_table_suffix(out)
    require_inputs(config.paths)
    files = find_files(sources)
    require_distinct(files, [out, rejects])
    aside = SetAside.beside(out, rejects)
    read = ingest_files(progress(files, "ingest", len(files)), config.ingest)
    articles = list(merge_exact_duplicates(aside.usable(read)))
    if aside.rejects or rejects is not None:
        aside.write()
    if not articles:
        raise aside.nothing_left(sources)
    write_records(out, Article, articles)
    return IngestReport(len(articles), len(files), sum(len(article.sources) - 1 for article in articles), out, aside)
