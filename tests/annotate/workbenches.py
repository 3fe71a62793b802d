"""A workbench on invented articles, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.annotate.freezing import frozen
from pipeline.annotate.plan import Batch, Plan, extend_plan, write_batches
from pipeline.annotate.store import LabelStore
from pipeline.annotate.workbench import Workbench
from pipeline.codebook import Codebook, packaged_codebook
from pipeline.records import Article, Example, Mention

TEXT = (
    "Reefs and rivers\n\nThe harbour of Suva was quiet that day.\n\n“Fiji has never let us down,” Ana Flores of Peru said in item "
    "{number}. She left before noon.\n\nNobody answered her."
)
STATEMENT = "Fiji has never let us down"


def article(number: int, text: str = TEXT) -> Article:
    return Article(
        article_id=f"article-{number}",
        source_path=f"data/raw/{number}.txt",
        sources=[f"data/raw/{number}.txt"],
        url=f"https://news.example/{number}",
        outlet="The Invented Post",
        title="Reefs and rivers",
        published="2025-03-04",
        language="en",
        authors=[],
        text=text.replace("{number}", str(number)),
        duplicate_group=f"group-{number}",
    )


def example(of: Article, statement: str = STATEMENT, target: str = "FJI", name: str = "Fiji") -> Example:
    start = of.text.index(statement)
    named = of.text.index(name, start)
    return Example(
        example_id=f"example-{of.article_id}",
        statement_id=f"statement-{of.article_id}",
        article_id=of.article_id,
        target=target,
        domestic=False,
        text=statement,
        text_start=start,
        mentions=[Mention(named, named + len(name), target, "target")],
        kind="direct",
        cue="said",
        speaker="Ana Flores",
        speaker_country="PER",
        context=None,
        title=of.title,
        duplicate_group=of.duplicate_group,
        start=start,
        end=start + len(statement),
    )


def workbench(
    folder: Path,
    items: int = 4,
    double_share: float = 0.5,
    annotators: Sequence[str] = (),
    text: str = TEXT,
    codebook: Codebook | None = None,
) -> Workbench:
    """Items ``example-article-0`` and so on in this order; every second is for two annotators. Called again on the same folder, it
    resumes."""
    plan, store = folder / "annotation", folder / "labels" / "annotations.jsonl"
    labels = LabelStore(store)
    if not plan.exists():
        articles = [article(number, text) for number in range(items)]
        doubles = [int((n + 1) * double_share) > int(n * double_share) for n in range(items)]
        planned = [
            frozen(example(one), one, None, "random", 0.25, double)
            for one, double in zip(articles, doubles, strict=True)
        ]
        extend_plan(plan, planned, articles, Batch(0, "random", items, 4 * items, 1, double_share, "invented"))
        write_batches(plan, [Batch(1, "random", items, 4 * items, 1, double_share, "invented")], annotators)
    return Workbench(Plan(plan), labels, codebook or packaged_codebook(), plan / "practice.jsonl", title="invented")
