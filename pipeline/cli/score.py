"""``stance score``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption, WorkersOption, count, report, table
from pipeline.cli.stages import report_rejects, separate
from pipeline.errors import PipelineError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.records import Article, Reject


_CODE_LENGTH = 4


def _code(name: str) -> str:
    """The code of a country given by its code or its name; what is neither comes back as it is, in capitals."""
    from pipeline.countries.gazetteer import gazetteer, known_codes

    found = gazetteer().find(name)
    if name.upper() not in known_codes() and len(found) == 1 and found[0].end - found[0].start == len(name):
        return found[0].country
    return name.upper()


def _targets(given: str) -> frozenset[str] | None:
    from pipeline.countries.gazetteer import gazetteer, known_codes, organisation_codes

    if given.strip().lower() == "all":
        return None
    codes = frozenset(_code(name.strip()) for name in given.split(",") if name.strip())
    for code in sorted(codes):
        if code in organisation_codes():
            raise PipelineError(f"--targets: '{code}' is a body, and only countries are targets.")
        if code not in known_codes():
            known = known_codes() if len(code) <= _CODE_LENGTH else gazetteer().names()
            raise PipelineError(
                f"--targets: '{code}' is no ISO 3166-1 alpha-3 code and no name.{did_you_mean(code, known)}"
            )
    if not codes:
        raise PipelineError("--targets: give codes such as USA,IRN, or all.")
    return codes


def _is_articles_table(path: Path) -> bool:
    import pyarrow.parquet as pq

    from pipeline.records import Article as ArticleRecord
    from pipeline.records import arrow_schema

    if path.suffix != ".parquet" or not path.is_file():
        return False
    try:
        return set(arrow_schema(ArticleRecord).names) <= set(pq.read_schema(path).names)
    except Exception:
        return False


def score(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Article files or folders, or an articles table.")
    ],
    out: Annotated[Path, typer.Option("--out", help="scores.parquet, .csv or .jsonl")],
    model: Annotated[
        str | None, typer.Option("--model", help="Model folder or MLflow URI; default score.model.")
    ] = None,
    targets: Annotated[
        str, typer.Option("--targets", help="Target countries by code or name, such as USA,Iran, or all.")
    ] = "all",
    include_domestic: Annotated[
        bool, typer.Option("--include-domestic", help="Also statements about the speaker's own country.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0.0, max=1.0, help="Leave a stance or sentiment empty that is less probable."
        ),
    ] = 0.0,
    explain: Annotated[bool, typer.Option("--explain", help="Also name the words that decided.")] = False,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where unusable records go; default beside --out.")
    ] = None,
    workers: WorkersOption = None,
    config: ConfigOption = None,
) -> None:
    """Judge the statements of articles toward the countries they are about."""
    from pipeline.attributions.methods import method_version
    from pipeline.config import load_config
    from pipeline.extract import extract_articles
    from pipeline.ingest import find_files, ingest_files, merge_exact_duplicates
    from pipeline.io import TableWriter, count_records, read_records
    from pipeline.io.tables import require_distinct, require_table_suffix
    from pipeline.progress import progress
    from pipeline.provenance import code_version, file_digest
    from pipeline.records import Article as ArticleRecord
    from pipeline.records import Score, content_id
    from pipeline.scoring import ScoreOptions, resolve_model, score_articles

    require_table_suffix(out)
    wanted = _targets(targets)
    settings = load_config(config)
    tables = [path for path in inputs if _is_articles_table(path)]
    raw = [path for path in inputs if path not in tables]
    files = find_files(raw) if raw else []
    require_distinct([*tables, *files], [out, rejects])
    trained = resolve_model(model or settings.score.model, settings)
    set_aside: list[Reject] = []

    def articles() -> Iterator[Article]:
        for path in tables:
            yield from progress(read_records(path, ArticleRecord), "score", count_records(path, ArticleRecord))
        read = ingest_files(progress(files, "score", len(files)), settings.ingest)
        yield from merge_exact_duplicates(separate(read, set_aside))

    options = ScoreOptions(
        targets=wanted,
        include_domestic=include_domestic,
        batch_articles=settings.score.batch_articles,
        min_confidence=min_confidence,
        explain=explain,
        data_version=content_id(*(file_digest(path) for path in [*tables, *files]))[:12],
        code_version=code_version(),
    )
    seen = 0

    other_languages = 0

    def counted() -> Iterator[Article]:
        nonlocal seen, other_languages
        for article in articles():
            seen += 1
            other_languages += article.language not in (None, *settings.extract.languages)
            yield article

    provenance = {
        "model_version": trained.version,
        "data_version": options.data_version,
        "code_version": options.code_version,
        "extract_method": method_version(settings.extract.method),
    }
    rejects_path = rejects or out.with_name(f"{out.stem}.rejects.jsonl")
    stances: dict[tuple[str, str | None], int] = {}
    extracted = extract_articles(counted(), settings.extract, workers or settings.compute.workers)
    with TableWriter(out, Score, provenance) as writer:
        for row in score_articles(extracted, trained, options):
            writer.write(row)
            stances[row.target, row.stance] = stances.get((row.target, row.stance), 0) + 1
        if not seen:
            report_rejects(set_aside, rejects_path)
            why = f" First: {set_aside[0].source}: {set_aside[0].reason}." if set_aside else ""
            raise PipelineError(f"No article could be read from {', '.join(map(str, inputs))}.{why}")
    if set_aside:
        report_rejects(set_aside, rejects_path)
    report(f"{count(writer.rows, 'row')} from {count(seen, 'article')} → {out} (model {trained.version})")
    if other_languages:
        report(
            f"{count(other_languages, 'article')} passed over: not in {', '.join(settings.extract.languages)} (extract.languages)"
        )
    _show(stances)


def _show(stances: dict[tuple[str, str | None], int]) -> None:
    totals: dict[str, int] = {}
    for (target, _), number in stances.items():
        totals[target] = totals.get(target, 0) + number
    top = sorted(totals, key=lambda t: (-totals[t], t))[:10]
    unsure = any(stance is None for _, stance in stances)
    shown: list[tuple[str, str | None]] = [(s, s) for s in ("favor", "against", "neutral")]
    shown += [("not sure", None)] if unsure else []
    rows = [[t, totals[t], *(stances.get((t, stance), 0) for _, stance in shown)] for t in top]
    if rows:
        title = (
            "Statements toward each target" if len(totals) <= 10 else f"The 10 most frequent of {len(totals)} targets"
        )
        table(
            title, ["target", "statements", *(name for name, _ in shown)], rows, right=tuple(range(1, 2 + len(shown)))
        )
