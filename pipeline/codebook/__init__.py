"""What labels mean: one file that people, pages and language models read, with versions and the labels an edit touches."""

from pipeline.codebook.affected import Affected, affected_labels, mixed_versions, versions_sentence
from pipeline.codebook.codebook import Codebook
from pipeline.codebook.entries import FLAGS, MARKS, NOTHING_TO_JUDGE, UNJUDGED, PracticeItem, Rule
from pipeline.codebook.loading import load_codebook, packaged_codebook
from pipeline.codebook.versions import load_snapshots

__all__ = [
    "FLAGS",
    "MARKS",
    "NOTHING_TO_JUDGE",
    "UNJUDGED",
    "Affected",
    "Codebook",
    "PracticeItem",
    "Rule",
    "affected_labels",
    "load_codebook",
    "load_snapshots",
    "mixed_versions",
    "packaged_codebook",
    "versions_sentence",
]
