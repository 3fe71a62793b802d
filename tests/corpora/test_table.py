from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corpora.table import ColumnMapping, read_table
from pipeline.errors import PipelineError

MAPPING = ColumnMapping({"text": "quote", "target": "country", "stance": "label"}, {"pro": "favor", "con": "against"})


def write(folder: Path, *rows: str) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join(["quote,country,label", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_table_of_labels(tmp_path: Path) -> None:
    path = write(tmp_path, "We thank Norway and Mr Low.,NOR,pro", "We blame Mr Low of Chile.,Mr Low,con")
    one, two = read_table(path, MAPPING)
    assert (one.masked(), one.stance) == ("We thank ‹TARGET› and Mr Low.", "favor")
    assert (two.masked(), two.stance) == ("We blame ‹TARGET› of ‹OTHER›.", "against")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("We thank Norway.,CHL,pro", r"row 2: the target 'CHL' is not in the text"),
        (",NOR,pro", r"row 2: the text is empty"),
        ("We thank Norway.,NOR,favour", r"row 2: 'favour' is no stance\. Did you mean 'favor'"),
    ],
)
def test_a_bad_row_is_a_sentence(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        read_table(write(tmp_path, row), MAPPING)


def test_a_bad_mapping_is_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, "We thank Norway.,NOR,pro")
    with pytest.raises(PipelineError, match=r"no column 'quot'\. Did you mean 'quote'"):
        read_table(path, ColumnMapping({"text": "quot"}))
    with pytest.raises(PipelineError, match="must name text, target"):
        read_table(path, ColumnMapping({"text": "quote"}))
    with pytest.raises(PipelineError, match="no table here"):
        read_table(tmp_path / "none.csv", MAPPING)


def test_a_table_as_excel_writes_it_with_columns_called_like_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    rows = [
        "quote;country;label;stance;text",
        "We thank Norway – truly.;NOR ;pro;x;y",
        ";;;;",
        "“Chile lies”;CHL;con;x;y",
    ]
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    one, two = read_table(path, MAPPING)
    assert (one.masked(), one.stance, two.stance) == ("We thank ‹TARGET› – truly.", "favor", "against")


def test_all_bad_rows_are_told_at_once_with_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "We thank Norway.,NOR,pro", "", "We thank London.,UK,pro", "We thank Norway.,NOR,yes")
    with pytest.raises(PipelineError, match=r"row 4: .*Did you mean 'GBR'\?\nrow 5: 'yes' is no stance"):
        read_table(path, MAPPING)


def test_a_table_without_rows_is_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text("quote,country,label\n", encoding="utf-8")
    with pytest.raises(PipelineError, match="a header and no rows"):
        read_table(path, MAPPING)


def test_the_command(stance, elsewhere: Path) -> None:
    from datasets import load_from_disk

    path = write(elsewhere, "We thank Norway.,NOR,pro")
    options = ["--columns", "text=quote,target=country,stance=label", "--labels", "pro=favor"]
    assert stance("corpora", "convert", path, "--out", "made", *options).code == 0
    assert load_from_disk("made")["train"]["masked"][:] == ["We thank ‹TARGET›."]
    again = stance("corpora", "convert", path, "--out", "made", *options)
    assert again.code == 2 and "is there already" in again.err
    assert stance("corpora", "convert", path, "--out", "other", "--columns", "text").code == 2
