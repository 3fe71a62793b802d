"""Every corpus says of itself what is judged in it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipeline.benchmark.subjects import require_subject
from pipeline.corpora.catalogue import Corpus, corpus_named, load_catalogue
from pipeline.corpora.readers import READERS
from pipeline.errors import PipelineError


def test_every_corpus_of_the_catalogue_has_a_reader_and_none_besides() -> None:
    assert set(READERS) == set(load_catalogue())


def test_a_corpus_knows_its_labels_in_the_order_of_the_task() -> None:
    assert corpus_named("dse").labels == ("favor", "against", "neutral")
    assert corpus_named("plover").labels == ("favor", "against") and corpus_named("plover").columns == [0, 1]
    assert corpus_named("newsmtsc").labels == ("positive", "negative", "neutral")


def test_only_a_corpus_that_is_judged_in_both_directions_has_directions() -> None:
    assert corpus_named("dse").directions[3] == ("against", "neutral") and not corpus_named("plover").directions


def test_a_class_must_be_a_label_of_the_task() -> None:
    entry = corpus_named("plover").model_dump() | {"classes": {"1": "friendly"}}
    with pytest.raises(ValidationError, match="'friendly' is no stance"):
        Corpus.model_validate(entry)


def test_a_new_corpus_can_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_catalogue(), "toy", corpus_named("plover"))
    require_subject("toy")
    with pytest.raises(PipelineError, match=r"'tyo' cannot be measured.*There is: polnear, .*toy, behaviour"):
        require_subject("tyo")
