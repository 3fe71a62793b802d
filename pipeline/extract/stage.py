"""The extract stage: a table of articles → a table of statements, and one of an example for each target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.attributions.methods import method_version
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.extract.parallel import extract_articles
from pipeline.io import TableWriter, count_records, read_records
from pipeline.io.tables import require_distinct
from pipeline.printable import count
from pipeline.progress import progress
from pipeline.records import Article, Example, Statement


@dataclass(frozen=True, slots=True)
class ExtractReport:
    """How many statements and examples were found in how many articles.

    `other_languages` counts the articles that were passed over because they are in none of `languages`.
    """

    articles: int
    statements: int
    examples: int
    statements_path: Path
    examples_path: Path
    other_languages: int
    languages: Sequence[str]

    def __str__(self) -> str:
        told = (
            f"{count(self.statements, 'statement')} in {count(self.articles, 'article')} → {self.statements_path}; "
            f"{count(self.examples, 'example')} → {self.examples_path}"
        )
        return "\n".join([told, *passed_over(self.other_languages, self.languages)])


def passed_over(articles: int, languages: Sequence[str]) -> list[str]:
    """A sentence on articles of other languages, where there are some."""
    if not articles:
        return []
    return [f"{count(articles, 'article')} passed over: not in {', '.join(languages)} (extract.languages)"]


def run(
    config: PipelineConfig, articles: Path, out: Path, examples: Path | None = None, workers: int | None = None
) -> ExtractReport:
    """Find the statements in articles, and the countries that they are about.

    Parameters
    ----------
    config : PipelineConfig
    articles : Path
        Parquet table of articles.
    out : Path
        Table of statements; its suffix says the format.
    examples : Path, optional
        Table of examples; ``examples`` beside `out` by default.
    workers : int, optional
        Processes; ``compute.workers`` by default. The tables are the same for any number.

    Raises
    ------
    PipelineError
        If `articles` is no table of articles, or a table cannot be written.
    """
    examples = examples or out.with_name(f"examples{out.suffix}")
    require_distinct([articles], [out, examples])
    if articles.exists() and (articles.is_dir() or articles.suffix != ".parquet"):
        raise PipelineError(
            f"{articles}: no articles table. Make one with `stance ingest {articles} --out articles.parquet`, or look at "
            f"what is found with `stance extract --show {articles}`."
        )
    languages = config.extract.languages
    total = count_records(articles, Article)
    other_languages = 0
    found = extract_articles(read_records(articles, Article), config.extract, workers or config.compute.workers)
    made = {"extract_method": method_version(config.extract.method)}
    with TableWriter(out, Statement, made) as statements, TableWriter(examples, Example, made) as of_targets:
        for extracted in progress(found, "extract", total):
            other_languages += extracted.article.language not in (None, *languages)
            for statement in extracted.statements:
                statements.write(statement)
            for example in extracted.examples:
                of_targets.write(example)
    return ExtractReport(total, statements.rows, of_targets.rows, out, examples, other_languages, languages)
