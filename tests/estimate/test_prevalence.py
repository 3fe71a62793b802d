"""From files to shares."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline import estimate_prevalence
from pipeline.errors import PipelineError
from pipeline.estimate.confidence import ClusterSums, correct_shares
from pipeline.io.readers import FORMATS
from tests.estimate.tables import scores_and_labels, write_lines, write_table


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_every_format_gives_the_same_shares(elsewhere: Path, suffix: str) -> None:
    scores, labels = scores_and_labels()
    expected = estimate_prevalence(
        write_table("s.parquet", scores), write_table("labels.parquet", labels), ["target", "year"]
    )
    result = estimate_prevalence(
        write_table(f"t{suffix}", scores), write_table(f"l{suffix}", labels), ["target", "year"]
    )
    assert [share.group for share in result.shares[::3]] == [
        ("CHL", "2020"), ("CHL", "2021"), ("NOR", "2020"), ("NOR", "2021"),
    ]  # fmt: skip
    assert result.labelled_rows == len(labels) and result.rows == len(scores) and not result.rejects
    for ours, theirs in zip(result.shares, expected.shares, strict=True):
        assert (ours.group, ours.label, ours.rows, ours.articles) == (
            theirs.group, theirs.label, theirs.rows, theirs.articles,
        )  # fmt: skip
        assert ours.share == pytest.approx(theirs.share, abs=1e-9) and ours.low == pytest.approx(theirs.low, abs=1e-9)


def test_a_new_format_of_tables_is_read_for_scores_and_labels(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, ".tab", FORMATS[".csv"])
    scores, labels = scores_and_labels()
    files = write_table("s.csv", scores).rename("s.tab"), write_table("l.csv", labels).rename("l.tab")
    assert estimate_prevalence(*files).labelled_rows == len(labels)
    with pytest.raises(PipelineError, match=r"'\.xls' is no format of labels; there is \.csv.*\.tab"):
        estimate_prevalence(files[0], files[1].rename("l.xls"))


def test_the_shares_of_a_group_are_those_of_its_rows_alone(elsewhere: Path) -> None:
    scores, labels = scores_and_labels()
    result = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", labels), ["target"])
    chile = [share for share in result.shares if share.group == ("CHL",)]
    rows = scores[scores["target"] == "CHL"].merge(labels, on="example_id", how="left", suffixes=("", "_true"))
    seen = rows["stance_true"].notna()
    probabilities = rows[["p_favor", "p_against", "p_neutral"]].to_numpy()
    gold = np.stack([rows["stance_true"] == label for label in ("favor", "against", "neutral")], axis=1).astype(float)
    articles, place = np.unique(rows["article_id"], return_inverse=True)

    def total(values: np.ndarray) -> np.ndarray:
        return np.stack([np.bincount(place, column, len(articles)) for column in values.T], axis=1)

    sums = ClusterSums(
        np.bincount(place, ~seen, len(articles)), total(probabilities * ~seen.to_numpy()[:, None]),
        np.bincount(place, seen, len(articles)), total(probabilities * seen.to_numpy()[:, None]), total(gold),
    )  # fmt: skip
    direct = correct_shares(sums, 0.95)
    np.testing.assert_allclose([share.share for share in chile], direct.corrected.share, atol=1e-12)
    np.testing.assert_allclose([share.high for share in chile], direct.corrected.high, atol=1e-12)
    np.testing.assert_allclose([share.labels_share for share in chile], direct.labels_only.share, atol=1e-12)
    naive = rows["stance"].value_counts(normalize=True)
    assert [share.naive_share for share in chile] == pytest.approx([naive[share.label] for share in chile])
    assert chile[0].rows == len(rows) and chile[0].articles == len(articles) and chile[0].labelled_rows == seen.sum()


def test_the_order_of_rows_and_labels_and_the_size_of_batches_do_not_matter(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores, labels = scores_and_labels()
    labels_file = write_table("l.csv", labels)
    first = estimate_prevalence(write_table("s.parquet", scores), labels_file, ["target", "month"])
    monkeypatch.setattr("pipeline.io.readers.BATCH_ROWS", 37)
    shuffled = write_table("t.parquet", scores.sample(frac=1, random_state=3))
    labels_too = write_table("m.csv", labels.sample(frac=1, random_state=4))
    second = estimate_prevalence(shuffled, labels_too, ["target", "month"])
    for one, other in zip(first.shares, second.shares, strict=True):
        assert (one.group, one.label, one.rows, one.articles, one.note) == (
            other.group, other.label, other.rows, other.articles, other.note,
        )  # fmt: skip
        assert (one.share, one.high) == (pytest.approx(other.share, abs=1e-10), pytest.approx(other.high, abs=1e-10))


def test_rows_that_were_not_sure_enough_for_a_stance_count_by_their_probabilities(elsewhere: Path) -> None:
    scores, labels = scores_and_labels()
    labels_file = write_table("l.csv", labels)
    sure = estimate_prevalence(write_table("s.parquet", scores), labels_file)
    scores.loc[scores["p_against"] < 0.8, "stance"] = None
    assert estimate_prevalence(write_table("t.parquet", scores), labels_file).shares == sure.shares


def test_sentiment_has_its_own_classes(elsewhere: Path) -> None:
    scores, labels = scores_and_labels()
    names = {"p_favor": "p_positive", "p_against": "p_negative", "p_neutral": "p_neutral_sentiment"}
    labels = labels.replace({"stance": {"favor": "positive", "against": "negative"}}).rename(
        columns={"stance": "sentiment"}
    )
    result = estimate_prevalence(
        write_table("s.parquet", scores.rename(columns=names)), write_table("l.csv", labels), task="sentiment"
    )
    assert [share.label for share in result.shares] == ["positive", "negative", "neutral"]


def test_a_group_without_enough_labels_is_there_with_the_reason(elsewhere: Path) -> None:
    scores, labels = scores_and_labels()
    scores.loc[scores["article_id"].isin(["a0", "a1", "a2", "a3"]), "target"] = "FJI"
    scores.loc[scores["article_id"] == "a5", "target"] = "TON"
    labels = labels[~labels["example_id"].isin(scores["example_id"][scores["target"] == "TON"])]
    fiji = scores["example_id"][scores["target"] == "FJI"]
    labels = pd.concat([labels, pd.DataFrame({"example_id": fiji, "stance": "favor"})]).drop_duplicates("example_id")
    result = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", labels), ["target"])
    notes = {share.group: share for share in result.shares}
    assert notes["FJI",].note == "labels in fewer than 10 articles: too few for an estimate"
    assert notes["TON",].note == "no labels" and notes["TON",].labelled_rows == 0
    assert notes["FJI",].share is None and notes["FJI",].naive_share > 0 and notes["NOR",].share is not None


def test_a_group_with_one_class_of_labels_says_so(elsewhere: Path) -> None:
    scores, labels = scores_and_labels()
    labels["stance"] = "against"
    shares = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", labels)).shares
    assert [share.share for share in shares] == [0, 1, 0]
    assert all("all labels are of one class" in share.note for share in shares)
    assert shares[1].low is not None and 0.94 < shares[1].low < 0.98


def test_labels_of_what_looks_hostile_are_noticed(elsewhere: Path) -> None:
    scores, _ = scores_and_labels()
    hostile = scores.nlargest(80, "p_against")[["example_id"]].assign(stance="against")
    hostile.loc[hostile.index[:20], "stance"] = "neutral"
    shares = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", hostile)).shares
    assert all("was the sample drawn at random?" in share.note for share in shares)


def test_every_row_labelled_leaves_the_labels(elsewhere: Path) -> None:
    scores, _ = scores_and_labels()
    everything = scores[["example_id", "stance"]]
    shares = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", everything)).shares
    assert all(share.share == share.labels_share and share.note == "every row is labelled" for share in shares)


def test_rows_without_a_date_are_a_group_of_their_own(elsewhere: Path) -> None:
    scores, labels = scores_and_labels()
    scores.loc[:9, "published"] = None
    scores.loc[10:14, "published"] = "lately"
    result = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", labels), ["year"])
    assert result.unknown == {"year": 15}
    assert {share.group[0]: share.rows for share in result.shares}["unknown"] == 15


def test_mistakes_are_one_sentence(elsewhere: Path) -> None:
    scores, labels = scores_and_labels(60, 30)
    labels_file = write_table("l.csv", labels)
    good = write_table("s.parquet", scores)
    broken = scores.copy()
    broken.loc[3, "p_favor"] = np.nan
    twice = pd.concat([scores, scores])
    for make, message in (
        (lambda: estimate_prevalence("none.parquet", labels_file), "no such file"),
        (lambda: estimate_prevalence("scores.txt", labels_file), "no table format"),
        (
            lambda: estimate_prevalence(write_table("n.parquet", scores.drop(columns="p_favor")), labels_file),
            "no column 'p_favor'",
        ),
        (lambda: estimate_prevalence(write_table("e.parquet", scores[:0]), labels_file), "holds no rows"),
        (lambda: estimate_prevalence(write_table("e.csv", scores[:0]), labels_file), "holds no rows"),
        (lambda: estimate_prevalence(write_table("b.parquet", broken), labels_file), "row 4: p_favor nan"),
        (lambda: estimate_prevalence(write_table("b.csv", broken), labels_file), "row 4: p_favor nan"),
        (lambda: estimate_prevalence(write_table("b.jsonl", broken), labels_file), "row 4: p_favor nan"),
        (
            lambda: estimate_prevalence(write_table("h.csv", scores.assign(p_favor=0.9)), labels_file),
            "are no probabilities that sum to one",
        ),
        (
            lambda: estimate_prevalence(write_table("w.csv", scores.assign(p_favor="high")), labels_file),
            "cannot be read as scores",
        ),
        (lambda: estimate_prevalence(write_table("d.parquet", twice), labels_file), "twice"),
        (lambda: estimate_prevalence(good, labels_file, ["traget"]), "Did you mean 'target'"),
        (lambda: estimate_prevalence(good, labels_file, ["stance"]), "'stance' is no column of the scores that makes"),
        (
            lambda: estimate_prevalence(write_table("u.csv", scores.drop(columns="published")), labels_file, ["year"]),
            "'year' is no column",
        ),
        (lambda: estimate_prevalence(good, "nothing"), "no labels here"),
        (lambda: estimate_prevalence(good, write_table("m.csv", labels.assign(example_id="x"))), "no label fits a row"),
        (lambda: estimate_prevalence(good, good), "what the model said"),
    ):
        with pytest.raises(PipelineError, match=message):
            make()


def test_damaged_files_are_one_sentence(elsewhere: Path) -> None:
    labels_file = write_table("l.csv", scores_and_labels(60, 30)[1])
    Path("torn.parquet").write_bytes(b"PAR1 and no more")
    Path("torn.jsonl").write_text('{"example_id": "e1", "article_id"')
    Path("list.jsonl").write_text("[1, 2]\n")
    Path("empty.csv").touch()
    for name, message in (
        ("torn.parquet", "cannot be read as a table"),
        ("torn.jsonl", "line 1: not valid JSON"),
        ("list.jsonl", "line 1: a JSON list"),
        ("empty.csv", "the file is empty"),
    ):
        with pytest.raises(PipelineError, match=message):
            estimate_prevalence(name, labels_file)


def test_a_semicolon_and_a_line_break_in_a_cell_are_read(elsewhere: Path) -> None:
    scores, labels = scores_and_labels(60, 30)
    expected = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", labels))
    scores["text"] = "two\nlines; and “quotes”"
    scores.to_csv("t.csv", sep=";", index=False, encoding="utf-8-sig")
    labels.to_csv("m.csv", sep=";", index=False, encoding="utf-8-sig")
    result = estimate_prevalence("t.csv", "m.csv")
    assert [s.share for s in result.shares] == pytest.approx([s.share for s in expected.shares])


def test_json_values_of_other_types_make_groups_too(elsewhere: Path) -> None:
    scores, labels = scores_and_labels(60, 30)
    records = json.loads(scores.to_json(orient="records", double_precision=15))
    write_lines("s.jsonl", [{**record, "domestic": index % 2 == 0} for index, record in enumerate(records)])
    result = estimate_prevalence("s.jsonl", write_table("l.csv", labels), ["domestic"])
    assert {share.group[0] for share in result.shares} == {"true", "false"}


def test_control_characters_in_a_name_do_not_break_the_groups(elsewhere: Path) -> None:
    scores, labels = scores_and_labels(60, 30)
    scores["outlet"] = "The\x1fDaily\nNews"
    result = estimate_prevalence(write_table("s.parquet", scores), write_table("l.csv", labels), ["outlet", "target"])
    assert {share.group for share in result.shares} == {("The Daily News", "NOR"), ("The Daily News", "CHL")}
