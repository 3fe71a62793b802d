"""From what a user has to a workbench."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.annotate import stage
from pipeline.annotate.drawing import DrawOptions
from pipeline.annotate.judgements import Judgement
from pipeline.annotate.plan import planned_items, read_batches, write_batches
from pipeline.config import PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.io import read_records, write_records
from pipeline.records import Article, Example
from tests.annotate.workbenches import article, example


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PipelineConfig:
    """Of a folder that holds the articles and examples of a study."""
    monkeypatch.chdir(tmp_path)
    config = load_config()
    articles = [article(number) for number in range(30)]
    write_records(config.paths.articles, Article, articles)
    write_records(config.paths.examples, Example, [example(one) for one in articles])
    return config


def test_the_examples_of_a_study_are_drawn_at_random_and_then_resumed(config: PipelineConfig) -> None:
    opened = stage.run(config, options=DrawOptions(items=10, double_share=0.2))
    assert opened.drawn is not None and "10 items of 30 examples drawn (random, each with probability 0.3333)" in str(
        opened
    )
    with opened.workbench as bench:
        item = bench.next_item("Ada")
        assert item is not None
        bench.record(Judgement("first-001", item.item_id, "Ada", "favor", "neutral"))
    resumed = stage.run(config)
    with resumed.workbench as bench:
        assert resumed.drawn is None
        assert bench.progress("Ada").done == 1
        assert bench.judged(item.item_id, "Ada").sampling_probability == pytest.approx(1 / 3)  # type: ignore[union-attr]


def test_the_same_command_again_resumes_and_more_draws_others(config: PipelineConfig) -> None:
    options = DrawOptions(items=8, double_share=0.5)
    stage.run(config, options=options).workbench.close()
    before = list(planned_items(config.paths.annotation))
    stage.run(config, options=options).workbench.close()
    assert list(planned_items(config.paths.annotation)) == before
    stage.run(config, options=options, more=True).workbench.close()
    after = list(planned_items(config.paths.annotation))
    assert after[:8] == before and len({item.item_id for item in after}) == 16
    assert sum(item.double for item in after) == 8
    assert len(list(read_records(config.paths.annotation / "articles.parquet", Article))) == 16


def test_equal_input_and_seed_give_equal_bytes(config: PipelineConfig) -> None:
    for folder in ("one", "two"):
        stage.run(
            config, options=DrawOptions("balanced", 5), plan=Path(folder), store=Path(f"{folder}.jsonl")
        ).workbench.close()
    for name in ("items.parquet", "articles.parquet", "plan.json"):
        assert (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes()


def test_nothing_to_label_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PipelineError, match="Name what is to be labelled"):
        stage.run(load_config())
    # The store was let go.
    with pytest.raises(PipelineError, match=r"x\.parquet: nothing to label is there"):
        stage.run(load_config(), Path("x.parquet"), DrawOptions())


def test_another_input_needs_a_queue(config: PipelineConfig) -> None:
    stage.run(config, options=DrawOptions(items=3)).workbench.close()
    other = config.paths.examples.with_name("others.parquet")
    write_records(other, Example, [example(article(99))])
    with pytest.raises(PipelineError, match=r"holds a plan of data/.*examples\.parquet"):
        stage.run(config, other)


def drawn_again(config: PipelineConfig, source: Path | None = None, *, items: int) -> bool:
    """Whether a command draws a batch."""
    opened = stage.run(config, source, DrawOptions(items=items))
    opened.workbench.close()
    return opened.drawn is not None


def test_the_same_command_resumes_although_articles_were_missing(config: PipelineConfig) -> None:
    write_records(config.paths.articles, Article, [article(number) for number in range(25)])
    opened = stage.run(config, options=DrawOptions(items=30))
    opened.workbench.close()
    assert "25 items of 30 examples" in str(opened) and "5 drawn examples left out" in str(opened)
    assert not drawn_again(config, items=30)


def test_an_input_of_the_same_name_in_another_folder_is_another(config: PipelineConfig) -> None:
    other = Path("second") / config.paths.examples.name
    write_records(other, Example, [example(article(number)) for number in range(20, 30)])
    assert drawn_again(config, items=5)
    with pytest.raises(PipelineError, match="Give --queue to draw from second/"):
        stage.run(config, other)
    assert drawn_again(config, other, items=5)
    assert not drawn_again(config, other.resolve(), items=5)
    batches, _ = read_batches(config.paths.annotation)
    assert [batch.source for batch in batches] == [config.paths.examples.as_posix(), other.as_posix()]


def test_a_plan_without_the_tale_of_its_batches_is_told_in_a_sentence(config: PipelineConfig) -> None:
    drawn_again(config, items=5)
    (config.paths.annotation / "plan.json").unlink()
    with pytest.raises(PipelineError, match=r"plan\.json: is missing"):
        drawn_again(config, items=5)


def test_a_batch_that_was_not_drawn_to_its_end_is_drawn_anew(config: PipelineConfig) -> None:
    folder = config.paths.annotation
    drawn_again(config, items=5)
    (batch,), annotators = read_batches(folder)
    # As after a crash between the two files.
    write_batches(folder, [batch, replace(batch, number=2, drawn=7)], annotators)
    assert read_batches(folder) == ([batch], annotators)
    assert drawn_again(config, items=7)
    assert [one.number for one in read_batches(folder)[0]] == [1, 2] and len(list(planned_items(folder))) == 12


def probabilities(config: PipelineConfig) -> list[float | None]:
    return [item.sampling_probability for item in planned_items(config.paths.annotation)]


@pytest.mark.parametrize("queues", [("balanced", "random"), ("random", "balanced"), ("balanced", "balanced")])
def test_a_later_batch_has_a_probability_only_where_all_are_random(
    config: PipelineConfig, queues: tuple[str, str]
) -> None:
    for queue in queues:
        opened = stage.run(config, options=DrawOptions(queue, 5), more=True)
        opened.workbench.close()
    found = probabilities(config)
    assert found[:5] == pytest.approx([1 / 6] * 5) and found[5:] == [None] * 5
    assert f"({queues[1]}, no probability is kept)" in str(opened)


def test_random_batches_after_random_ones_are_random_samples(config: PipelineConfig) -> None:
    for _ in range(2):
        stage.run(config, options=DrawOptions(items=5), more=True).workbench.close()
    assert probabilities(config) == pytest.approx([5 / 30] * 5 + [5 / 25] * 5)


def test_what_is_not_there_is_told_before_anything_is_made(config: PipelineConfig) -> None:
    with pytest.raises(PipelineError, match=r"none\.parquet: nothing to label is there"):
        stage.run(config, Path("none.parquet"))
    assert not (config.paths.labels / stage.STORE).exists()


def test_the_folder_that_one_stands_in_may_be_named_by_a_dot(
    config: PipelineConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(PipelineError):
        stage.run(config, Path())


def test_names_of_a_plan_that_differ_in_capitals_only_are_refused(config: PipelineConfig) -> None:
    with pytest.raises(PipelineError, match="'ADA' would be another annotator than 'Ada'"):
        stage.run(config, options=DrawOptions(items=3), annotators=["Ada", "Bo", "ADA"])
    with stage.run(config).workbench as bench:
        bench.record(Judgement("first-001", bench.next_item("Ada").item_id, "Ada", "favor", "neutral"))  # type: ignore[union-attr]
    with pytest.raises(PipelineError, match="Did you mean 'Ada'"):
        stage.run(config, annotators=["ada", "Bo"])


def test_annotators_in_a_store_who_look_like_one_are_told_of(config: PipelineConfig) -> None:
    with stage.run(config, options=DrawOptions(items=3, double_share=1.0)).workbench as bench:
        for number, name in enumerate(("Ada", "ADA")):
            item = bench.next_item(name)
            assert item is not None
            bench.record(Judgement(f"first-00{number}", item.item_id, name, "favor", "neutral"))
    resumed = stage.run(config)
    resumed.workbench.close()
    assert "Warning: ADA and Ada count as different annotators" in str(resumed)
