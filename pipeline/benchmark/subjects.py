"""What can be measured, each by its name: parts of the extraction, models on corpora and on cases, and all of it together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.attributions.methods import make_finder
from pipeline.benchmark.attribution import benchmark_polnear
from pipeline.benchmark.behaviour import benchmark_behaviour
from pipeline.benchmark.classification import benchmark_corpus
from pipeline.benchmark.countries import benchmark_countries
from pipeline.benchmark.polnear import read_polnear
from pipeline.benchmark.real import benchmark_real
from pipeline.benchmark.report import BenchmarkReport
from pipeline.benchmark.speakers import benchmark_speakers
from pipeline.config import Method, PipelineConfig
from pipeline.corpora import load_catalogue
from pipeline.errors import PipelineError, did_you_mean
from pipeline.languages import language
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.model.trained import TrainedModel
from pipeline.progress import progress
from pipeline.reading import Reading
from pipeline.scoring.models import resolve_model

EXTRACTION, BEHAVIOUR, REAL = ("polnear", "countries", "speakers"), "behaviour", "real"


def require_subject(name: str) -> None:
    """Check that `name` can be measured: an entry of `EXTRACTION`, a corpus of the catalogue, `BEHAVIOUR` or `REAL`.

    Raises
    ------
    PipelineError
        If it cannot.
    """
    known = [*EXTRACTION, *load_catalogue(), BEHAVIOUR, REAL]
    if name not in known:
        raise PipelineError(f"'{name}' cannot be measured.{did_you_mean(name, known)} There is: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class ModelReports:
    """The report of each model on the same examples."""

    title: str
    models: dict[str, BenchmarkReport]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"benchmark": self.title, "models": {name: report.as_dict() for name, report in self.models.items()}}


def measure_extraction(
    subject: str, config: PipelineConfig, split: str = "dev", corpora: Path | None = None, method: Method | None = None
) -> BenchmarkReport:
    """Measure attribution (``polnear``), or the finding of ``countries`` or ``speakers``.

    Parameters
    ----------
    split : str
        Part of the gold data.
    corpora : Path, optional
        Folder that holds ``polnear/``.
    method : {"rules", "tagger"}, optional
        Of polnear; ``extract.method`` by default.

    Raises
    ------
    PipelineError
        If the gold data are not there.
    """
    if subject == "countries":
        return benchmark_countries(split)
    if subject == "speakers":
        return benchmark_speakers(split)
    if corpora is None:
        raise PipelineError("polnear: name the folder that holds polnear/SPLIT.jsonl.gz with --corpora.")
    method = method or config.extract.method
    read_as = language(config.extract.languages[0])
    articles = read_polnear(corpora, split)
    # The corpus annotates all statements, also those about no country.
    finder = make_finder(method, everywhere=True)
    return benchmark_polnear(
        progress(articles, "benchmark", len(articles)),
        lambda text: finder.find(Reading(text, read_as)),
        f"polnear {split}, method {method}",
    )


def measure_models(
    subject: str,
    config: PipelineConfig,
    split: str | None = None,
    corpora: Path | None = None,
    models: Sequence[str] = (),
    together: bool = False,
) -> ModelReports:
    """Measure models on a corpus of the catalogue, or on the cases of ``behaviour``.

    Parameters
    ----------
    split : str, optional
        Part of the corpus, ``dev`` by default, or of the cases.
    corpora : Path, optional
        Folder that holds the corpus.
    models : sequence of str
        Further models than the package's, see `pipeline.scoring.resolve_model`.
    together : bool, default=False
        Also the mean of what `models` say; of a corpus only.

    Raises
    ------
    PipelineError
        If a model or the corpus is not there, or `together` has fewer than two models.
    """
    if together and len(set(models)) < 2:
        raise PipelineError("--together takes the mean of several models: name two or more with --model.")
    if subject == BEHAVIOUR:
        part = "behaviour" if split is None else f"behaviour-{split}"
        judges = _packaged(config, "linear", "encoder") | {name: resolve_model(name, config) for name in models}
        return ModelReports(part, benchmark_behaviour(part, judges, config.train.seed))
    if corpora is None:
        raise PipelineError(f"{subject}: name the folder that holds {subject}/ with --corpora.")
    split = split or "dev"
    # `linear` is the estimator fitted on the corpus; the package's is another.
    named = {"packaged linear" if name == "linear" else name: resolve_model(name, config) for name in models}
    judges = _packaged(config, "encoder") | named
    reports = benchmark_corpus(subject, corpora, split, config.train.seed, judges, named if together else ())
    return ModelReports(f"{subject} {split}", reports)


def measure_real(config: PipelineConfig, corpora: Path | None = None) -> ModelReports:
    """Measure all steps together on real articles: the configuration's model, the plainest method, and the readers.

    Parameters
    ----------
    corpora : Path, optional
        Folder that holds ``real/``, or that folder.

    Raises
    ------
    PipelineError
        If the articles, the readings or the model are not there.
    """
    if corpora is None:
        raise PipelineError("real: name the folder that holds real/articles and real/readings with --corpora.")
    return ModelReports(REAL, benchmark_real(corpora, config, resolve_model(config.score.model, config)))


def _packaged(config: PipelineConfig, *names: str) -> dict[str, TrainedModel]:
    return {name: load_model(packaged_model(name), config.compute.workers) for name in names}
