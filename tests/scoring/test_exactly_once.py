"""What was judged is not judged again, what was made otherwise is not mixed in, and the bytes are always the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline import PipelineError, ScoreOptions, ScoreReport, score_files
from pipeline.records import Article
from pipeline.scoring import ScoreRun, judging
from pipeline.scoring.manifest import Manifest
from pipeline.scoring.places import names_in
from pipeline.scoring.selection import read_where
from tests.scoring.small import article, articles, fast, table

KEPT = ScoreRun(keep_parts=True, workers=1)


def scored(inputs: Any, out: str, run: ScoreRun = KEPT, **more: Any) -> ScoreReport:
    return score_files(inputs, out, config=fast(), run=run, **more)


def same(one: str, other: str) -> bool:
    return Path(one).read_bytes() == Path(other).read_bytes()


@pytest.fixture
def archive(elsewhere: Path) -> str:
    """A hundred articles."""
    return table("articles.parquet", articles(range(100)))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each shard has that this process judges."""
    sizes: list[int] = []
    judge = judging.judge

    def counted(*arguments: Any) -> Any:
        done = judge(*arguments)
        sizes.append(sum(counts.articles for counts in done.portions))
        return done

    monkeypatch.setattr(judging, "judge", counted)
    return sizes


def test_counts_add_up_and_say_where_everything_went(archive: str) -> None:
    table(
        "more.parquet", [article(7), article(8, text="It rained.\n\nIt rained all day, and nobody came."), article(500)]
    )
    report = scored([archive, "more.parquet"], "s.parquet")
    assert (report.records, report.articles, report.copies, report.rows) == (103, 102, 1, 202)
    assert "(1 copy merged)" in str(report)
    assert pd.read_parquet("s.parquet").example_id.is_unique


def test_what_is_complete_is_left_alone(archive: str, judged: list[int]) -> None:
    first = scored(archive, "s.parquet")
    changed = Path("s.parquet").stat().st_mtime_ns
    again = scored(archive, "s.parquet")
    assert len(judged) > 0 and sum(judged) == 100 and Path("s.parquet").stat().st_mtime_ns == changed
    assert str(again).endswith("complete already, made of the same input in the same way. Nothing was done.")
    assert (again.rows, again.stances, again.records) == (first.rows, first.stances, first.records)


def test_a_table_of_somebody_else_is_not_written_over(archive: str) -> None:
    Path("s.csv").write_text("mine\n1\n")
    with pytest.raises(
        PipelineError, match=r"s\.csv: is there already, and nothing is written over unasked.*--overwrite"
    ):
        scored(archive, "s.csv")
    assert Path("s.csv").read_text() == "mine\n1\n" and not Path("s.csv.parts").exists()
    assert scored(archive, "s.csv", ScoreRun(overwrite=True, workers=1)).rows == 200


def test_a_table_that_was_changed_by_hand_is_not_written_over(archive: str) -> None:
    scored(archive, "s.csv")
    with Path("s.csv").open("a") as file:
        file.write("my own line\n")
    with pytest.raises(PipelineError, match="was changed since it was made"):
        scored(archive, "s.csv")


def test_other_options_inputs_or_models_are_noticed(archive: str) -> None:
    scored(archive, "s.parquet")
    with pytest.raises(PipelineError, match="was made with other options"):
        scored(archive, "s.parquet", options=ScoreOptions(targets=frozenset({"UGA"})))
    with pytest.raises(PipelineError, match=r"was made of other inputs \(articles.parquet\)"):
        scored([archive, table("b.parquet", articles(range(3)))], "s.parquet")
    with pytest.raises(PipelineError, match=r"was made with another model \(\w+, now \w+\)"):
        scored(archive, "s.parquet", model="encoder")


def test_parts_of_other_options_are_not_mixed_in(archive: str) -> None:
    scored(archive, "s.parquet")
    only = ScoreOptions(targets=frozenset({"UGA"}))
    scored(archive, "s.parquet", ScoreRun(keep_parts=True, overwrite=True), options=only)
    scored(archive, "fresh.parquet", options=only)
    assert same("s.parquet", "fresh.parquet") and set(pd.read_parquet("s.parquet").target) == {"UGA"}


def test_a_grown_table_judges_what_is_new_with_its_neighbours(elsewhere: Path, judged: list[int]) -> None:
    records = list(articles(range(400)))
    table("articles.parquet", records)
    scored("articles.parquet", "s.parquet")
    judged.clear()
    table("articles.parquet", [*records[:150], *articles(range(1000, 1003)), *records[150:]])
    report = scored("articles.parquet", "s.parquet")
    assert 3 <= sum(judged) <= 131 and report.kept == 403 - sum(judged)
    scored("articles.parquet", "fresh.parquet")
    assert same("s.parquet", "fresh.parquet")


def test_a_row_that_changed_is_judged_again(elsewhere: Path, judged: list[int]) -> None:
    records = list(articles(range(300)))
    table("articles.parquet", records)
    scored("articles.parquet", "s.parquet")
    judged.clear()
    records[20] = article(20, outlet="Somebody Else")
    table("articles.parquet", records)
    scored("articles.parquet", "s.parquet")
    assert 0 < sum(judged) < 300
    rows = pd.read_parquet("s.parquet")
    assert set(rows.outlet[rows.article_id == records[20].article_id]) == {"Somebody Else"}


def test_bytes_do_not_depend_on_how_the_input_is_cut(archive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scored(archive, "s.parquet")
    monkeypatch.setattr("pipeline.scoring.tables._ABOUT", 5)
    monkeypatch.setattr("pipeline.scoring.shards.MOST_ARTICLES", 10)
    monkeypatch.setattr("pipeline.scoring.shards._FEWEST_ARTICLES", 7)
    scored(archive, "t.parquet")
    assert len(names_in("t.parquet.parts")) > len(names_in("s.parquet.parts")) + 3
    assert same("s.parquet", "t.parquet")


def test_bytes_do_not_depend_on_row_groups_of_the_table(archive: str) -> None:
    scored(archive, "s.csv")
    pq.write_table(pq.read_table(archive), archive, row_group_size=9)
    scored(archive, "t.csv")
    assert same("s.csv", "t.csv")


def test_a_damaged_part_is_judged_again(archive: str, judged: list[int]) -> None:
    scored(archive, "s.parquet")
    expected = Path("s.parquet").read_bytes()
    part = next(Path("s.parquet.parts").glob("*.part.parquet"))
    part.write_bytes(part.read_bytes()[:-10])
    Path("s.parquet").unlink()
    judged.clear()
    scored(archive, "s.parquet")
    assert len(judged) == 1 and Path("s.parquet").read_bytes() == expected


def test_a_line_that_was_cut_off_is_passed_over(archive: str, judged: list[int]) -> None:
    scored(archive, "s.parquet")
    journal = Path("s.parquet.parts/manifest.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:50])
    Path("s.parquet").unlink()
    judged.clear()
    scored(archive, "s.parquet")
    assert len(judged) == 1
    assert len(list(Manifest("s.parquet.parts").done())) == len(lines)


def test_parts_are_kept_of_folders_and_removed_of_files_where_nothing_is_said(elsewhere: Path) -> None:
    table("articles.parquet", articles(range(3)))
    scored("articles.parquet", "s.parquet", ScoreRun())
    assert not Path("s.parquet.parts").exists() and Path("s.parquet.manifest.jsonl").exists()
    summary = json.loads(Path("s.parquet.manifest.jsonl").read_text().splitlines()[0])
    assert summary["complete"] and summary["counts"]["rows"] == 6


def test_the_second_of_two_runs_refuses_and_names_the_first(archive: str) -> None:
    from pipeline.scoring.claim import claimed
    from pipeline.scoring.destination import Destination

    refused = pytest.raises(PipelineError, match=r"s\.parquet: another `stance score` is making this table")
    with claimed(Destination("s.parquet")), refused:
        scored(archive, "s.parquet")
    assert scored(archive, "s.parquet").rows == 200


def test_a_damaged_lock_is_a_sentence(archive: str) -> None:
    Path("s.parquet.parts").mkdir()
    Path("s.parquet.parts/files.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(PipelineError, match="Remove the folder; everything is judged again"):
        scored(archive, "s.parquet")


def test_rejects_of_an_earlier_run_do_not_stay_beside_new_scores(archive: str) -> None:
    Path("s.parquet.rejects.jsonl").write_text("old\n")
    scored(archive, "s.parquet")
    assert not Path("s.parquet.rejects.jsonl").exists()


def test_an_empty_selection_gives_an_empty_table(archive: str) -> None:
    from pipeline.scoring.selection import read_where

    report = scored(archive, "s.parquet", ScoreRun(selection=read_where("outlet == 'Nobody'"), workers=1))
    assert (report.rows, report.unwanted, report.records) == (0, 100, 100)
    assert len(pd.read_parquet("s.parquet")) == 0


def test_the_file_says_of_what_it_was_made(archive: str) -> None:
    scored(archive, "s.parquet")
    told = pq.read_schema("s.parquet").metadata
    assert {
        b"model_version",
        b"data_version",
        b"code_version",
        b"config_version",
        b"config",
        b"options",
        b"extract_method",
    } <= set(told)
    rows = pd.read_parquet("s.parquet")
    assert set(rows.data_version) == {told[b"data_version"].decode()} and set(rows.code_version) == {
        told[b"code_version"].decode()
    }


def test_folders_by_columns_hold_the_same_rows(archive: str) -> None:
    import pyarrow.dataset as ds

    scored(archive, "s.parquet")
    report = scored(archive, "scores", ScoreRun(partition=("year", "outlet"), workers=1))
    assert Path("scores/year=2018/outlet=Harbour%2FWire").is_dir() and report.rows == 200
    found = ds.dataset("scores", partitioning="hive").to_table().to_pandas()
    one = pd.read_parquet("s.parquet")
    assert set(found.example_id) == set(one.example_id) and len(found) == len(one)
    outlets = dict(zip(one.example_id, one.outlet.fillna(""), strict=True))
    assert list(found.outlet.astype(object).fillna("")) == list(found.example_id.map(outlets))
    assert scored(archive, "scores", ScoreRun(partition=("year", "outlet"), workers=1)).complete_before


def test_own_columns_reach_the_scores(elsewhere: Path) -> None:
    table("articles.parquet", [article(1, own_columns='{"party": "Green"}')])
    scored("articles.parquet", "s.csv")
    assert set(pd.read_csv("s.csv").own_columns) == {'{"party": "Green"}'}


def test_a_table_of_examples_is_judged_as_the_articles_are(archive: str, stance: Any) -> None:
    from pipeline.extract import stage

    stage.run(fast(), Path(archive), Path("statements.parquet"), Path("examples.parquet"))
    scored(archive, "a.parquet")
    scored("examples.parquet", "e.parquet")
    columns = ["example_id", "statement_id", "target", "stance", "p_favor", "speaker_role", "start", "end", "text"]
    a, e = pd.read_parquet("a.parquet"), pd.read_parquet("e.parquet")
    pd.testing.assert_frame_equal(a[columns], e[columns])


def test_a_table_of_older_columns_is_read(elsewhere: Path) -> None:
    table("articles.parquet", articles(range(4)))
    frame = pd.read_parquet("articles.parquet")
    frame[list(frame.columns[:11])].to_parquet("old.parquet")
    assert scored("old.parquet", "s.csv").rows == 8


def test_a_promise_to_keep_names_no_other_inputs_of_the_same_spelling(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, numbers in (("a", range(4)), ("b", range(50, 54))):
        Path(folder).mkdir()
        table(f"{folder}/articles.parquet", articles(numbers))
    monkeypatch.chdir(elsewhere / "a")
    scored("articles.parquet", "../s.parquet")
    before = Path("../s.parquet").read_bytes()
    monkeypatch.chdir(elsewhere / "b")
    with pytest.raises(PipelineError, match=r"made of other inputs \(a/articles\.parquet\)"):
        scored("articles.parquet", "../s.parquet")
    assert Path("../s.parquet").read_bytes() == before
    # From anywhere, the same files are the same inputs.
    assert scored("../a/articles.parquet", "../s.parquet").rows == 8


def test_a_dataset_in_folders_is_not_made_anew_in_others_unasked(archive: str) -> None:
    scored(archive, "out", ScoreRun(keep_parts=True, workers=1, partition=("outlet",)))
    with pytest.raises(PipelineError, match=r"was made in folders by outlet \(--partition\)"):
        scored(archive, "out", ScoreRun(keep_parts=True, workers=1, partition=("year",)))


def test_a_dataset_without_a_row_is_a_table_all_the_same(archive: str) -> None:
    run = ScoreRun(keep_parts=True, workers=1, partition=("outlet",), selection=read_where("outlet == 'nobody'"))
    assert scored(archive, "out", run).rows == 0
    assert len(pd.read_parquet("out")) == 0


def test_outlets_name_folders_in_letters_and_one_that_is_too_long_is_told(elsewhere: Path) -> None:
    outlet = "Министерство иностранных дел Российской Федерации и соседних стран"
    table("articles.parquet", [article(1, outlet=outlet), article(2, outlet="")])
    run = ScoreRun(keep_parts=True, workers=1, partition=("outlet",))
    scored("articles.parquet", "out", run)
    assert [path.name for path in sorted(Path("out").iterdir())] == [
        "outlet=__HIVE_DEFAULT_PARTITION__",
        f"outlet={outlet}",
    ]
    assert scored("articles.parquet", "out", run).complete_before
    table("long.parquet", [article(1, outlet=outlet * 3)])
    with pytest.raises(PipelineError, match=r"--partition: “Министерство.*too long for the name of a folder"):
        scored("long.parquet", "long", run)


def test_parts_of_former_options_go_when_the_table_is_complete(archive: str) -> None:
    scored(archive, "s.parquet")
    before = set(names_in("s.parquet.parts"))
    again = ScoreRun(keep_parts=True, workers=1, overwrite=True)
    scored(archive, "s.parquet", again, options=ScoreOptions(include_domestic=True))
    parts = {name for name in names_in("s.parquet.parts") if name.endswith(".part.parquet")}
    assert parts and not parts & before
    assert {done.part for done in Manifest("s.parquet.parts").done()} == parts


def test_what_an_ended_process_left_unfinished_goes(archive: str) -> None:
    left, others = Path(".s.parquet.abcd1234.part"), Path(".s.parquet.mine")
    for folder in (left, others):
        folder.mkdir()
    scored(archive, "s.parquet")
    assert not left.exists() and others.exists()


def test_rejects_that_ingest_listed_of_a_table_of_the_same_name_stay(archive: str) -> None:
    Path("articles.rejects.jsonl").write_text("mine\n")
    scored(archive, "articles.csv")
    assert Path("articles.rejects.jsonl").read_text() == "mine\n"


def test_a_list_of_rejects_that_is_no_table_is_refused_before_anything_is_judged(
    archive: str, judged: list[int]
) -> None:
    with pytest.raises(PipelineError, match=r"rejects\.txt: '\.txt' is no table format"):
        scored(archive, "s.parquet", rejects="rejects.txt")
    assert not judged


def test_articles_of_one_id_and_other_texts_are_all_judged(elsewhere: Path) -> None:
    one = [article(number, article_id=str(number), duplicate_group=str(number)) for number in range(4)]
    other = [article(50 + number, article_id=str(number), duplicate_group=str(number)) for number in range(4)]
    table("one.parquet", one)
    table("other.parquet", other)
    report = scored(["one.parquet", "other.parquet"], "s.parquet")
    assert (report.articles, report.copies, report.rows) == (8, 0, 16)


def test_an_article_without_an_id_is_set_aside(elsewhere: Path) -> None:
    frame = pd.read_parquet(table("articles.parquet", articles(range(4))))
    frame.loc[1, "article_id"] = None
    frame.to_parquet("articles.parquet")
    report = scored("articles.parquet", "s.parquet")
    assert report.articles == 3 and "has no text in article_id" in report.aside.rejects[0].reason


class TestNearDuplicates:
    COPY = ScoreRun(workers=1, keep_parts=True, copy_near_duplicates=True)

    @pytest.fixture
    def wire(self, elsewhere: Path) -> list[Article]:
        """Thirty articles; the sixth, and one at the end, are wire copy of the third under other headlines."""
        records = list(articles(range(30)))
        body = records[3].text.partition("\n\n")[2]
        copies = [
            article(
                number,
                text=f"{headline}\n\n{body}\n\nIt rained.",
                duplicate_group=records[3].article_id,
                own_columns="{}",
            )
            for number, headline in ((101, "Ministers speak their minds"), (102, "A speech was heard"))
        ]
        return [*records[:6], copies[0], *records[6:], copies[1]]

    def test_one_is_judged_and_the_others_copy_it(self, wire: list[Article], judged: list[int]) -> None:
        table("articles.parquet", wire)
        report = scored("articles.parquet", "s.parquet", self.COPY)
        rows = pd.read_parquet("s.parquet")
        assert report.copied_rows == 4 and report.articles == 32 and "4 rows copied from near-duplicates" in str(report)
        copies = rows[rows.copied_from.notna()]
        texts = {record.article_id: record.text for record in wire}
        assert all(texts[r.article_id][r.start : r.end] == r.text for r in rows.itertuples())
        assert set(copies.copied_from) == set(rows[rows.article_id == wire[3].article_id].example_id)
        assert set(copies.source_path) == {"pages/0101.txt", "pages/0102.txt"} and set(copies.own_columns) == {"{}"}
        places = [list(texts).index(identity) for identity in dict.fromkeys(rows.article_id)]
        assert places == sorted(places)

    def test_a_copied_row_is_named_as_one_that_is_judged(self, wire: list[Article]) -> None:
        table("articles.parquet", wire)
        scored("articles.parquet", "s.parquet", self.COPY)
        scored("articles.parquet", "t.parquet")
        columns = ["example_id", "statement_id", "start", "end", "target", "stance", "outlet", "published"]
        a, b = pd.read_parquet("s.parquet"), pd.read_parquet("t.parquet")
        pd.testing.assert_frame_equal(a[columns], b[columns])

    def test_the_bytes_do_not_depend_on_how_the_input_is_cut(
        self, wire: list[Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        table("articles.parquet", wire)
        scored("articles.parquet", "s.parquet", self.COPY)
        monkeypatch.setattr("pipeline.scoring.tables._ABOUT", 3)
        scored("articles.parquet", "t.parquet", self.COPY)
        assert same("s.parquet", "t.parquet")

    def test_where_the_statement_is_not_there_word_for_word_no_row_is_copied(self, wire: list[Article]) -> None:
        text = "Ministers speak\n\nKenya’s minister thanked Chile much for its help."
        table("articles.parquet", [*wire[:4], article(9, text=text, duplicate_group=wire[3].article_id)])
        report = scored("articles.parquet", "s.parquet", self.COPY)
        assert report.copied_rows == 0 and report.articles == 5
