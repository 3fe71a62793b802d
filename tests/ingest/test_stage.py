"""The ingest stage: nothing lost, nothing twice, nothing read again, and the same table whatever the way to it."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.ingest import stage
from pipeline.ingest.stage import require_nothing_aside
from pipeline.ingest.store import store_folder
from pipeline.io import read_records
from pipeline.records import Article, Reject
from tests.broken_disk import failing_disk

CONFIG = load_config()
# So many that a run is still at them when it is killed the third time.
_MANY = 600
PLACES = ("Kenya", "Uganda", "Norway", "Chile", "Latvia", "Ghana", "Peru", "Nepal", "Malta", "Oman")


def story(number: int) -> str:
    """A text of its own: its words are drawn by its number."""
    chance = random.Random(number)
    words = [
        f"{chance.choice('bdfgklmnprst')}{chance.choice('aeiou')}{chance.choice('lmnrst')}{chance.randint(0, 99)}"
        for _ in range(120)
    ]
    sentences = [" ".join(words[start : start + 12]).capitalize() + "." for start in range(0, 120, 12)]
    place = PLACES[number % len(PLACES)]
    return f"Story {number} from {place}\n\n" + "\n\n".join(sentences) + f"\n\nThe minister said {place} kept its word."


def folder(place: Path, numbers: range) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (place / f"{number:04d}.txt").write_text(story(number))
    return place


def ingest(sources: list[Path], out: Path, **options: object) -> stage.IngestReport:
    return stage.run(CONFIG, sources, out, **options)  # type: ignore[arg-type]


def test_what_a_disk_did_not_give_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = folder(tmp_path / "raw", range(3))
    mended = failing_disk(monkeypatch, "0001.txt")
    first = dict(ingest([raw], tmp_path / "articles.parquet").rows())
    assert (first["articles"], first["set aside: not_reached"]) == (2, 1)
    mended()
    assert dict(ingest([raw], tmp_path / "articles.parquet").rows())["articles"] == 3


def test_what_was_read_adds_up(tmp_path: Path) -> None:
    raw = folder(tmp_path / "raw", range(3))
    (raw / "copy.txt").write_text(story(1))
    (raw / "empty.txt").write_text("")
    (raw / "short.txt").write_text("Short.")
    report = ingest([raw], tmp_path / "articles.parquet")
    rows = dict(report.rows())
    assert rows.pop("read") == sum(rows.values()) == 6
    assert rows == {"articles": 3, "exact copies, merged": 1, "set aside: empty": 1, "set aside: too_short": 1}
    assert "3 articles from 6 files" in str(report)


@pytest.mark.slow
def test_the_same_bytes_for_any_order_of_sources_and_any_number_of_workers(tmp_path: Path) -> None:
    first, second = folder(tmp_path / "raw" / "a", range(40)), folder(tmp_path / "raw" / "b", range(30, 70))
    tables = [tmp_path / f"{number}.parquet" for number in range(3)]
    ingest([first, second], tables[0], workers=1)
    ingest([second, first], tables[1], workers=1)
    ingest([second, first], tables[2], workers=2)
    assert tables[0].read_bytes() == tables[1].read_bytes() == tables[2].read_bytes()
    assert pq.read_table(tables[0]).num_rows == 70


def test_only_what_is_new_is_read_again(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", range(20)), tmp_path / "articles.parquet"
    assert ingest([raw], out).new_pieces == 20
    folder(raw, range(20, 23))
    (raw / "0003.txt").write_text(story(1003))
    (raw / "0004.txt").unlink()
    assert ingest([raw], out).new_pieces == 4
    at_once = tmp_path / "other" / "articles.parquet"
    assert ingest([raw], at_once).new_pieces == 22
    assert out.read_bytes() == at_once.read_bytes()


def test_another_configuration_reads_again_what_it_changes(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", range(5)), tmp_path / "articles.parquet"
    ingest([raw], out)
    longer = CONFIG.model_copy(update={"ingest": CONFIG.ingest.model_copy(update={"min_characters": 100_000})})
    with pytest.raises(PipelineError, match="No article could be read"):
        stage.run(longer, [raw], out)
    looser = CONFIG.model_copy(update={"ingest": CONFIG.ingest.model_copy(update={"near_duplicates": 0.9})})
    ingest([raw], out)
    assert stage.run(looser, [raw], out).new_pieces == 0


def test_near_copies_are_found_in_what_was_read_when_none_were_asked_for(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", range(2)), tmp_path / "articles.parquet"
    (raw / "copy.txt").write_text(story(1).replace("Story", "Report", 1))
    without = CONFIG.model_copy(update={"ingest": CONFIG.ingest.model_copy(update={"near_duplicates": 1.0})})
    assert stage.run(without, [raw], out).near_copies == 0
    assert ingest([raw], out).near_copies == 1


def test_near_copies_are_one_group_and_versions_of_an_address_are_numbered(tmp_path: Path) -> None:
    body = story(1).partition("\n\n")[2]
    rows = [
        {"title": "First", "text": body, "url": "https://lake.example/a", "date": "2024-01-01"},
        {
            "title": "Updated",
            "text": body + "\n\nThis was added later, in the evening of that day.",
            "url": "https://lake.example/a?utm_source=x",
            "date": "2024-01-02",
        },
        {
            "title": "Taken over",
            "text": body.replace("said", "says"),
            "url": "https://hill.example/b",
            "date": "2024-01-03",
        },
        {
            "title": "Other",
            "text": story(2).partition("\n\n")[2],
            "url": "https://hill.example/c",
            "date": "2024-01-03",
        },
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    report = ingest([tmp_path / "a.jsonl"], tmp_path / "articles.parquet")
    articles = {a.title: a for a in read_records(tmp_path / "articles.parquet", Article)}
    groups = {title: article.duplicate_group for title, article in articles.items()}
    assert groups["First"] == groups["Updated"] == groups["Taken over"] != groups["Other"]
    assert [articles[title].version for title in ("First", "Updated", "Taken over", "Other")] == [1, 2, None, None]
    assert report.near_copies == 2 and report.versions == 2


def test_damaged_sketches_are_told_and_made_anew(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", range(3)), tmp_path / "articles.parquet"
    (raw / "copy.txt").write_text(story(1).replace("Story", "Report", 1))
    assert "of sketches" not in str(ingest([raw], out))
    before = out.read_bytes()
    (damaged,) = (store_folder(out) / "sketches").glob("*.arrow")
    damaged.write_bytes(damaged.read_bytes()[:200])
    report = ingest([raw], out)
    told = [line for line in str(report).splitlines() if "of sketches" in line]
    assert len(told) == 1 and told[0].startswith("1 file of sketches could not be used, and was made anew: ")
    assert damaged.name in told[0]
    assert out.read_bytes() == before and report.near_copies == 1


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_and_ends_as_if_undisturbed(tmp_path: Path) -> None:
    raw = folder(tmp_path / "raw", range(_MANY))
    undisturbed = tmp_path / "undisturbed" / "articles.parquet"
    ingest([raw], undisturbed)
    out = tmp_path / "killed" / "articles.parquet"
    store = store_folder(out) / "read.sqlite"
    kept = [0]
    for _ in range(3):
        process = os.fork()
        if process == 0:
            try:
                ingest([raw], out, workers=1)
            finally:
                os._exit(0)
        while is_running(process) and pieces_in(store) <= kept[-1]:
            time.sleep(0.002)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        kept.append(pieces_in(store))
    assert 0 < kept[1] <= kept[2] <= kept[3]
    report = ingest([raw], out)
    assert report.new_pieces == _MANY - kept[-1]
    assert out.read_bytes() == undisturbed.read_bytes()


def is_running(process: int) -> bool:
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def pieces_in(store: Path) -> int:
    if not store.exists():
        return 0
    # Read beside the process that has it: a copy of its files, as a kill would leave them.
    try:
        copy = store.with_name("seen")
        copy.mkdir(exist_ok=True)
        for suffix in ("", "-wal"):
            source = store.with_name(store.name + suffix)
            (copy / source.name).unlink(missing_ok=True)
            if source.exists():
                (copy / source.name).write_bytes(source.read_bytes())
        with sqlite3.connect(copy / store.name) as database:
            return int(database.execute("SELECT COUNT(*) FROM pieces").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0


def test_two_runs_of_one_table_are_not_mixed(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", range(3)), tmp_path / "articles.parquet"
    ingest([raw], out)
    with sqlite3.connect(store_folder(out) / "read.sqlite", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PipelineError, match="another `stance ingest`"):
            ingest([raw], out)
        other.execute("ROLLBACK")
    other.close()


def test_what_was_set_aside_before_does_not_stay_beside_a_new_table(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", range(2)), tmp_path / "articles.parquet"
    (raw / "empty.txt").write_text("")
    report = ingest([raw], out)
    assert [reject.code for reject in map(reject_of, report.aside.path.read_text().splitlines())] == ["empty"]
    with pytest.raises(PipelineError, match="1 record set aside, which --strict does not allow"):
        require_nothing_aside(report)
    (raw / "empty.txt").unlink()
    report = ingest([raw], out)
    assert not report.aside.path.exists()
    require_nothing_aside(report)


def reject_of(line: str) -> Reject:
    return Reject(**json.loads(line))


def test_dates_that_are_not_understood_are_counted(tmp_path: Path) -> None:
    body = story(1).partition("\n\n")[2]
    (tmp_path / "a.csv").write_text(f'title,text,date\nA,"{body}",someday\n')
    report = ingest([tmp_path / "a.csv"], tmp_path / "articles.parquet")
    (line,) = (line for line in report.noticed.lines() if line.startswith("1 × date"))
    assert line.startswith("1 × date that was not read: ") and line.endswith("a.csv#2: 'someday')")


def test_a_study_keeps_what_was_read_outside_the_folder_that_dvc_empties(tmp_path: Path) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "pipeline.yaml").write_text("")
    (tmp_path / "dvc.yaml").write_text("")
    place = store_folder(tmp_path / "data" / "articles" / "articles.parquet")
    assert place.parent == (tmp_path / ".stance" / "ingest").resolve() and place.name.startswith("articles-")
    assert place != store_folder(tmp_path / "data" / "articles" / "articles.csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    raw = folder(tmp_path / "raw", range(2))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(PipelineError, match="could not be written"):
        ingest([raw], closed / "articles.parquet")


def test_a_file_of_the_user_is_not_written_over(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", range(2)), tmp_path / "mine.csv"
    out.write_text("name,count\nA,1\n")
    with pytest.raises(PipelineError, match="is no table of articles that this command wrote"):
        ingest([raw], out)
    assert out.read_text() == "name,count\nA,1\n"
    out.unlink()
    ingest([raw], out)
    assert ingest([raw], out).new_pieces == 0


def test_a_page_of_headlines_is_no_article(tmp_path: Path) -> None:
    links = "".join(
        f"<p><a href='/a/{n}'>Minister number {n} meets the envoy of Kenya on Monday</a></p>" for n in range(30)
    )
    (tmp_path / "index.html").write_text(f"<html><body><article><h1>The Lake Post</h1>{links}</article></body></html>")
    raw = folder(tmp_path / "raw", range(1))
    report = ingest([tmp_path / "index.html", raw], tmp_path / "articles.parquet")
    assert report.articles == 1 and [reject.code for reject in report.aside.rejects] == ["no_text"]
