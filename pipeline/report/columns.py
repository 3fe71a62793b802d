"""What is read of a score table: typed columns, texts as numbers with a list of the distinct ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.arrays import BoolArray, FloatArray, IntArray
from pipeline.errors import PipelineError, did_you_mean
from pipeline.estimate.scored import probabilities, read_scores, scored_columns
from pipeline.records import SENTIMENTS, STANCES
from pipeline.report.coded import Coded
from pipeline.report.rows import chosen_rows
from pipeline.tasks import Task

# Without these a table says too little. What a row can do without is empty where an older table lacks it.
REQUIRED = (
    "example_id", "article_id", "source_path", "kind", "speaker", "speaker_country", "target", "start", "end", "text",
    "stance", "sentiment", *Task.stance.probabilities, "model_version", "data_version", "code_version",
)  # fmt: skip
OPTIONAL = (
    "title", "outlet", "published", "cue", "speaker_role", "mode", "headline", "alleged", "domestic", "stance_explanation",
)  # fmt: skip
VALUES = np.array([1.0, -1.0, 0.0, np.nan])
UNSURE = len(STANCES)
FLAGS = ("headline", "alleged", "domestic")
# None, or letters and digits: addresses and keys of the page are made of codes.
_CODE = r"[A-Za-z0-9]{0,12}"
_NO_DATE = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True)
class ScoreColumns:
    """The rows of a score table, those of one article together.

    Attributes
    ----------
    path : Path
    rows_in_table : int
        More than there are rows here where a sample was drawn.
    texts, example_ids, explanations : list of str
        One a row.
    columns : dict of str to Coded
        Of `speaker`, `speaker_role`, `speaker_country`, `target`, `kind`, `mode` and `cue`.
    stance, sentiment : IntArray of shape (n_rows,)
        Numbers in the order of the labels, and after the last where the model was not sure enough.
    probabilities : FloatArray of shape (n_rows, 3)
        Of favor, against, neutral.
    start, end : IntArray of shape (n_rows,)
    flags : dict of str to BoolArray
        `headline`, `alleged`, `domestic`.
    article : IntArray of shape (n_rows,)
        The number of each row's article.
    articles : DataFrame
        ``article_id``, ``source_path``, ``title``, ``outlet``, ``published`` of each article; ``""`` where unknown.
    day : IntArray of shape (n_articles,)
        Days since 1970, `no_date` where unknown.
    versions : dict of str to list of str
        The model, data and code versions that the rows name.
    """

    path: Path
    rows_in_table: int
    texts: list[str]
    example_ids: list[str]
    explanations: list[str]
    columns: dict[str, Coded]
    stance: IntArray
    sentiment: IntArray
    probabilities: FloatArray
    start: IntArray
    end: IntArray
    flags: dict[str, BoolArray]
    article: IntArray
    articles: pd.DataFrame
    day: IntArray
    versions: dict[str, list[str]]
    no_date: int = _NO_DATE

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def values(self) -> FloatArray:
        """The stance of each row as +1, −1 or 0; not a number where it is empty."""
        return VALUES[self.stance]

    @property
    def is_sample(self) -> bool:
        """Whether these are only some rows of the table."""
        return len(self) < self.rows_in_table


def read_columns(path: Path, max_rows: int, sample: int | None = None, seed: int = 0) -> ScoreColumns:
    """Read the score table at `path`.

    Parameters
    ----------
    path : Path
        ``.parquet``, ``.csv`` or ``.jsonl``, as `stance score` writes it.
    max_rows : int
        More are refused.
    sample : int, optional
        Take so many rows, drawn at random, and say so.
    seed : int, default=0
        Of the sample.

    Raises
    ------
    PipelineError
        If there is no such table, it has too many rows or none, a column is missing, or a value is none of its kind.
    """
    present = scored_columns(path)
    for column in REQUIRED:
        if column not in present:
            raise PipelineError(
                f"{path}: has no column '{column}', so it is no table of scores, or one of another version."
                f"{did_you_mean(column, present)} Make it again with `stance score`."
            )
    wanted = [*REQUIRED, *(column for column in OPTIONAL if column in present)]
    try:
        table, total = chosen_rows(path, read_scores(path, wanted), max_rows, sample, seed)
    except UnicodeError as error:
        raise PipelineError(
            f"{path}: cannot be read as scores ({error}). Make it again with `stance score`."
        ) from error
    if not total:
        raise PipelineError(f"{path}: holds no rows, so there is nothing to show. Score articles that name countries.")
    return _typed(path, table, total)


def _typed(path: Path, table: pa.Table, total: int) -> ScoreColumns:
    judged = probabilities(path, table, Task.stance, 0)
    frame = table.to_pandas()
    for name in OPTIONAL:
        if name not in frame:
            frame[name] = None
    number, order = _by_article(frame["article_id"])
    frame, judged, number = frame.iloc[order].reset_index(drop=True), judged[order], number[order]
    for name in ("speaker_country", "target"):
        _require_codes(path, frame[name], name, order)
    stance = _labels(path, frame["stance"], "stance", STANCES, order)
    sentiment = _labels(path, frame["sentiment"], "sentiment", SENTIMENTS, order)
    articles = _articles(frame, number)
    coded = ("speaker", "speaker_role", "speaker_country", "target", "kind", "mode", "cue")
    return ScoreColumns(
        path=path,
        rows_in_table=total,
        texts=_texts(frame["text"]),
        example_ids=_texts(frame["example_id"]),
        explanations=_texts(frame["stance_explanation"]),
        columns={name: Coded.of(frame[name]) for name in coded},
        stance=stance,
        sentiment=sentiment,
        probabilities=judged,
        start=_offsets(path, frame, "start", order),
        end=_offsets(path, frame, "end", order),
        flags={name: _flags(frame[name]) for name in FLAGS},
        article=number,
        articles=articles,
        day=_days(articles["published"]),
        versions={
            name: sorted({text for text in _texts(frame[name]) if text})
            for name in ("model_version", "data_version", "code_version")
        },
    )


def _by_article(ids: pd.Series[Any]) -> tuple[IntArray, IntArray]:
    """The number of each row's article in the order they first occur, and the order that puts rows of one together."""
    number = pd.factorize(ids.fillna("").astype(str))[0].astype(np.intp)
    return number, np.argsort(number, kind="stable")


def _texts(column: pd.Series[Any]) -> list[str]:
    return [str(text) for text in column.fillna("")]


def _flags(column: pd.Series[Any]) -> BoolArray:
    flags: BoolArray = column.fillna("").astype(str).str.lower().isin(["true", "1"]).to_numpy(dtype=bool)
    return flags


def _labels(path: Path, column: pd.Series[Any], name: str, labels: Sequence[str], order: IntArray) -> IntArray:
    codes = {label: code for code, label in enumerate(labels)} | {"": len(labels)}
    texts = _texts(column)
    for place, text in enumerate(texts):
        if text not in codes:
            raise PipelineError(
                f"{path} row {order[place] + 1}: '{text}' is no {name}; there is {', '.join(labels)}, or nothing where "
                "the model was not sure. Make the table again with `stance score`."
            )
    return np.array([codes[text] for text in texts], dtype=np.intp)


def _require_codes(path: Path, column: pd.Series[Any], name: str, order: IntArray) -> None:
    wrong = ~column.fillna("").astype(str).str.fullmatch(_CODE) | (column.isna() & (name == "target"))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise PipelineError(
            f"{path} row {order[place] + 1}: '{column.iloc[place]}' in {name} is no code of a country or body, such as NOR. "
            "Make the table again with `stance score`."
        )


def _offsets(path: Path, frame: pd.DataFrame, name: str, order: IntArray) -> IntArray:
    column = frame[name]
    wrong = column.isna() | (column < 0)
    if wrong.any():
        raise PipelineError(
            f"{path} row {order[int(np.argmax(wrong))] + 1}: has no '{name}', the place of the statement in its article. "
            "Make the table again with `stance score`."
        )
    return column.to_numpy(dtype=np.intp)


def _articles(frame: pd.DataFrame, number: IntArray) -> pd.DataFrame:
    columns = ["article_id", "source_path", "title", "outlet", "published"]
    first = np.unique(number, return_index=True)[1]
    return frame.iloc[first][columns].fillna("").astype(str).reset_index(drop=True)


def _days(published: pd.Series[Any]) -> IntArray:
    """Days since 1970 of ISO 8601 dates that name a day; others are as unknown as none."""
    day = published.str.extract(r"^(\d{4}-\d{2}-\d{2})(?:$|[T ])", expand=False)
    parsed = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")
    return np.asarray((parsed - pd.Timestamp(0)).dt.days.fillna(_NO_DATE), dtype=np.intp)
