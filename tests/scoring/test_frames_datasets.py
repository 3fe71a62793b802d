"""A dataset of articles in, a dataset of statements out that says of which article each is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from datasets import Dataset, DatasetDict

from pipeline import PipelineError, score
from pipeline.scoring.datasets_in_out import score_dataset

KENYA = "Envoys meet in the rain\n\nKenya’s minister thanked Uganda for its help and condemned Rwanda for its silence."
NOBODY = "Rain again\n\nIt rained in the morning, and it rained in the evening, and nobody went to the market."
COLUMNS = {"text": [KENYA, NOBODY, KENYA], "outlet": ["The Lake", None, None], "id": [7, 8, 9]}


def test_it_says_what_a_pandas_frame_says(elsewhere: Path) -> None:
    rows = score(Dataset.from_dict(COLUMNS), model="linear")
    of_pandas = score(pd.DataFrame(COLUMNS), model="linear")
    assert isinstance(rows, Dataset) and rows.column_names == ["row", "id", *of_pandas.columns]
    assert rows["row"][:] == list(of_pandas.index) == [0, 0, 2, 2] and rows["id"][:] == [7, 7, 9, 9]
    for column in of_pandas.columns:
        assert rows[column][:] == [None if pd.isna(value) else value for value in of_pandas[column]], column


def test_equal_input_gives_an_equal_fingerprint(elsewhere: Path) -> None:
    first, second = (score_dataset(Dataset.from_dict(COLUMNS), "linear") for _ in range(2))
    other = score_dataset(Dataset.from_dict(COLUMNS).select([0]), "linear")
    assert first._fingerprint == second._fingerprint != other._fingerprint


def test_selected_and_formatted_datasets_are_read_as_they_are_seen(elsewhere: Path) -> None:
    articles = Dataset.from_dict(COLUMNS).select([2, 1]).with_format("numpy")
    rows = score(articles, ["Rwanda"], model="linear")
    assert rows["row"][:] == [0] and rows["id"][:] == [9]


def test_columns_are_typed_also_where_no_article_has_a_statement(elsewhere: Path) -> None:
    articles = Dataset.from_dict(COLUMNS)
    rows, none = (score(articles.select([part]), model="linear") for part in (0, 1))
    assert len(none) == 0 and none.features == rows.features


def test_the_rows_of_a_dataset_can_be_saved_and_read(elsewhere: Path) -> None:
    rows = score(Dataset.from_dict(COLUMNS), model="linear")
    rows.save_to_disk("scores")
    assert Dataset.load_from_disk("scores").to_list() == rows.to_list()


def test_a_dictionary_of_datasets_is_a_sentence(elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=r"A DatasetDict is no datasets.Dataset\. Give one .* dataset\[\"train\"\]"):
        score_dataset(DatasetDict(train=Dataset.from_dict(COLUMNS)))


def test_a_dataset_without_a_usable_text_is_a_sentence(elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=r"No row of the dataset has a usable text\. The first, row 0: "):
        score(Dataset.from_dict({"text": ["", ""]}), model="linear")
