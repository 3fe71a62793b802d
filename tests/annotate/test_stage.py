"""From what a user has to a workbench."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate import stage
from pipeline.annotate.drawing import DrawOptions
from pipeline.annotate.judgements import Judgement
from pipeline.annotate.plan import planned_items
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
    with pytest.raises(PipelineError, match=r"holds a plan of examples\.parquet"):
        stage.run(config, other)
