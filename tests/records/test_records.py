"""The tables are a public format: their columns stay as they are, and later tables are made of earlier ones."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import pyarrow as pa
import pytest

from pipeline.records import (
    Article,
    Example,
    GoldExample,
    Label,
    Mention,
    Prediction,
    Reject,
    Score,
    Statement,
    arrow_schema,
    as_row,
    composed,
)
from pipeline.tasks import Task

COLUMNS = {
    Article: "article_id source_path sources url outlet title published language authors text duplicate_group published_source "
    "language_source retrieved archive_offset truncated version own_columns",
    Reject: "source location reason code",
    Statement: "statement_id article_id start end kind cue cue_start cue_end speaker speaker_role speaker_start speaker_end "
    "speaker_country speaker_country_source content mode",
    Example: "example_id statement_id article_id target domestic text text_start mentions kind cue speaker speaker_country "
    "context title duplicate_group start end headline alleged organisation p_reported masked_context",
    Label: "article text target stance sentiment annotator codebook time start end speaker speaker_country headline "
    "alleged nested sure example_id label_id withdraws role flags note rules confidence article_digest queue "
    "sampling_probability seconds",
    GoldExample: "example_id statement_id article_id duplicate_group target domestic kind speaker_country outlet published "
    "text masked stance sentiment label_source label_confidence queue sampling_probability",
    Prediction: "example_id statement_id article_id duplicate_group target domestic speaker_country outlet published kind "
    "label_source text masked gold_stance stance p_favor p_against p_neutral gold_sentiment sentiment p_positive "
    "p_negative p_neutral_sentiment",
    Score: "example_id statement_id article_id source_path outlet title published kind cue speaker speaker_role "
    "speaker_country speaker_country_source target domestic start end text stance p_favor p_against p_neutral sentiment "
    "p_positive p_negative p_neutral_sentiment model_version data_version code_version mode headline alleged "
    "organisation p_reported stance_explanation sentiment_explanation own_columns copied_from config_version",
}
ARTICLE = Article(
    "a1", "a.txt", ["a.txt"], None, "Harbour Wire", "Title", "2021-05-01", "en", [], "Chile thanked Peru.", "g1"
)
EXAMPLE = Example(
    "e1", "s1", "a1", "PER", False, "Chile thanked Peru.", 0, [Mention(14, 18, "PER", "target")], "narration", None, None, "CHL", None, "Title", "g1"
)  # fmt: skip


@pytest.mark.parametrize("record", COLUMNS, ids=lambda record: record.__name__)
def test_a_table_keeps_its_columns_and_their_order(record: type) -> None:
    assert arrow_schema(record).names == COLUMNS[record].split()


def test_a_column_may_be_empty_where_its_type_says_so() -> None:
    assert arrow_schema(Reject) == pa.schema(
        [
            pa.field("source", pa.string(), nullable=False),
            pa.field("location", pa.string(), nullable=True),
            pa.field("reason", pa.string(), nullable=False),
            pa.field("code", pa.string(), nullable=False),
        ]
    )
    assert arrow_schema(Example).field("mentions").type.value_type == pa.struct(list(arrow_schema(Mention)))


@pytest.mark.parametrize("record", [Prediction, Score])
@pytest.mark.parametrize("task", Task)
def test_what_a_model_says_of_a_task_has_its_columns(record: type, task: Task) -> None:
    assert {task, *task.probabilities} <= set(arrow_schema(record).names)


def test_a_record_is_composed_of_the_columns_of_others_the_first_before_the_later() -> None:
    own = {"masked": "m", "stance": "favor", "sentiment": "neutral", "label_source": "x", "label_confidence": 1.0}
    gold = composed(GoldExample, EXAMPLE, ARTICLE, **own)
    assert (gold.text, gold.outlet, gold.target, gold.masked) == (EXAMPLE.text, "Harbour Wire", "PER", "m")
    assert composed(GoldExample, gold, text="other").text == "other"


def test_a_new_column_of_an_example_reaches_a_later_table_by_a_line_in_that_table() -> None:
    @dataclass(frozen=True)
    class DatedExample(Example):
        said_on: str = ""

    @dataclass(frozen=True)
    class DatedReject(Reject):
        said_on: str = ""

    example = DatedExample(**as_row(EXAMPLE), said_on="Monday")
    assert composed(DatedReject, example, source="s", location=None, reason="r").said_on == "Monday"


@dataclass(frozen=True)
class Folder:
    name: str
    examples: tuple[Example, ...]
    by_country: dict[str, list[Mention]]


@pytest.mark.parametrize(
    "record",
    [
        ARTICLE,
        EXAMPLE,
        replace(EXAMPLE, mentions=[]),
        Reject("a.txt", None, "it is empty"),
        Folder("a", (EXAMPLE, EXAMPLE), {"PER": EXAMPLE.mentions}),
    ],
    ids=lambda record: type(record).__name__,
)
def test_a_row_is_what_the_standard_library_makes_of_a_record(record: object) -> None:
    row = as_row(record)
    assert row == asdict(record) and list(row) == list(asdict(record))  # type: ignore[call-overload]


def test_a_row_can_be_changed_without_its_record() -> None:
    as_row(ARTICLE)["sources"].append("b.txt")
    as_row(EXAMPLE)["mentions"][0]["country"] = "CHL"
    assert ARTICLE.sources == ["a.txt"] and EXAMPLE.mentions[0].country == "PER"


def test_many_rows_take_half_the_time_of_the_standard_library() -> None:
    def seconds(rows: Callable[[Article], object]) -> float:
        started = time.process_time()
        for _ in range(2_000):
            rows(ARTICLE)
        return time.process_time() - started

    assert min(seconds(as_row) for _ in range(3)) < min(seconds(asdict) for _ in range(3)) / 2


def test_a_column_that_nothing_has_is_an_error_that_names_it() -> None:
    with pytest.raises(TypeError, match="Score: nothing that it is composed of has the column 'speaker_role'"):
        composed(Score, EXAMPLE, ARTICLE)
