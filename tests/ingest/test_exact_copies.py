"""One text found several times: one article that says what all its places say."""

from __future__ import annotations

import time
from dataclasses import replace

from pipeline.ingest.exact_copies import merge_exact_duplicates
from pipeline.records import Article

ARTICLE = Article(
    article_id="0123456789abcdef",
    source_path="a.csv#2",
    sources=["a.csv#2"],
    url=None,
    outlet=None,
    title=None,
    published=None,
    language=None,
    authors=[],
    text="Kenya kept its word.",
    duplicate_group="0123456789abcdef",
)


def test_what_the_first_place_lacks_a_later_one_gives() -> None:
    second = replace(
        ARTICLE, sources=["b.csv#2"], outlet="Lake Gazette", published="2024-01-02", published_source="field"
    )
    third = replace(ARTICLE, sources=["c.csv#2", "a.csv#2"], outlet="Hill Post", authors=["Ann Lee"])
    (merged,) = merge_exact_duplicates([ARTICLE, second, third])
    assert merged.sources == ["a.csv#2", "b.csv#2", "c.csv#2"]
    assert (merged.outlet, merged.authors) == ("Lake Gazette", ["Ann Lee"])
    assert (merged.published, merged.published_source) == ("2024-01-02", "field")


def test_what_a_place_knows_goes_before_what_an_earlier_one_guessed() -> None:
    unsure = replace(ARTICLE, language="en", language_source="unsure", published="2020-01-01", published_source="guess")
    known = replace(ARTICLE, language="fr", language_source="field", published="2024-01-02", published_source="page")
    for copies in ([unsure, known], [known, unsure]):
        (merged,) = merge_exact_duplicates(copies)
        assert (merged.language, merged.language_source) == ("fr", "field")
        assert (merged.published, merged.published_source) == ("2024-01-02", "page")


def test_a_notice_that_stands_on_many_pages_takes_no_longer_than_so_many_articles() -> None:
    def seconds(copies: int) -> float:
        start = time.process_time()
        (merged,) = merge_exact_duplicates(replace(ARTICLE, sources=[f"a.csv#{n}"]) for n in range(copies))
        assert len(merged.sources) == copies
        return time.process_time() - start

    seconds(100)
    # Twenty times as many: with their square it would be four hundred times as long.
    assert seconds(20_000) < 100 * max(seconds(1_000), 0.001)
