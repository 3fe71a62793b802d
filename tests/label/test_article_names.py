from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.label.article_names import ArticleNames
from pipeline.records import Article

RAW = Path("data/raw")


def article(number: int, *sources: str) -> Article:
    return Article(
        f"id{number}", sources[0], list(sources), None, None, None, None, "en", [], f"Text {number}.", f"id{number}"
    )


YEARS = [article(1, "data/raw/2023/jan.txt"), article(2, "data/raw/2024/jan.txt"), article(3, "data/raw/dam.txt")]


@pytest.mark.parametrize(
    ("name", "number"),
    [("2023/jan.txt", 1), ("2024/jan.txt", 2), ("2024\\jan.txt", 2), ("data/raw/2024/jan.txt", 2), ("./2024/jan", 2),
     ("id1", 1), ("dam.txt", 3), ("dam", 3)],
)  # fmt: skip
def test_a_name_that_only_one_article_has(name: str, number: int) -> None:
    for raw in (RAW, None):
        assert ArticleNames(YEARS, raw).find(name) == YEARS[number - 1]


def test_a_name_that_two_articles_have_is_refused_and_names_both() -> None:
    assert ArticleNames(YEARS, RAW).find("jan.txt") == (
        "'jan.txt' may be data/raw/2023/jan.txt or data/raw/2024/jan.txt; name the article by its path"
    )


def test_a_path_below_the_folder_goes_before_a_bare_name() -> None:
    top = article(4, "data/raw/jan.txt")
    assert ArticleNames([*YEARS, top], RAW).find("jan.txt") == top


def test_copies_of_one_article_are_one() -> None:
    copied = article(1, "data/raw/a/jan.txt", "data/raw/b/jan.txt")
    assert ArticleNames([copied], RAW).find("jan.txt") == copied


@pytest.mark.parametrize("name", ["damm.txt", "n.txt", "raw", ""])
def test_a_name_that_none_has_names_none(name: str) -> None:
    assert ArticleNames(YEARS, RAW).find(name) == f"no article is called '{name}'"
