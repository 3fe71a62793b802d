"""Every table of the pipeline, each as one typed record; Parquet schemas are derived from the records."""

from pipeline.records.arrow import arrow_schema, as_row
from pipeline.records.article import Article
from pipeline.records.composition import composed
from pipeline.records.example import Example, Mention, Role
from pipeline.records.ids import content_id
from pipeline.records.label import GoldExample, Label
from pipeline.records.prediction import Prediction
from pipeline.records.reject import Reject
from pipeline.records.schema_version import SCHEMA_VERSION
from pipeline.records.score import Score
from pipeline.records.statement import KINDS, MODES, Kind, Mode, Statement
from pipeline.tasks import SENTIMENTS, STANCES, Sentiment, Stance

__all__ = [
    "KINDS",
    "MODES",
    "SCHEMA_VERSION",
    "SENTIMENTS",
    "STANCES",
    "Article",
    "Example",
    "GoldExample",
    "Kind",
    "Label",
    "Mention",
    "Mode",
    "Prediction",
    "Reject",
    "Role",
    "Score",
    "Sentiment",
    "Stance",
    "Statement",
    "arrow_schema",
    "as_row",
    "composed",
    "content_id",
]
