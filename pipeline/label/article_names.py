"""By which names a label may call its article: its path, what of the path lies below some folder, its id, its bare name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from pipeline.records import Article

_NAMED = 2


class ArticleNames:
    """The articles of a study by their names; one that several articles bear names none of them.

    Parameters
    ----------
    articles : iterable of Article
    raw : Path, optional
        The folder of the articles. A path below it is looked up first, so that ``jan.txt`` there is not confused with
        ``2023/jan.txt``.
    """

    def __init__(self, articles: Iterable[Article], raw: Path | None = None) -> None:
        self._exact: dict[str, Article] = {}
        self._by_last: dict[str, list[tuple[str, Article]]] = defaultdict(list)
        below = f"{PurePosixPath(raw.as_posix())}/" if raw is not None else None
        held = list(articles)
        for article in held:
            for source in article.sources:
                if below is not None and source.startswith(below):
                    self._exact.setdefault(source.removeprefix(below), article)
        for article in held:
            for source in article.sources:
                self._exact.setdefault(source, article)
                path = PurePosixPath(source)
                for last in {path.name, path.stem}:
                    self._by_last[last].append((source, article))
        for article in held:
            self._exact.setdefault(article.article_id, article)

    def find(self, name: str) -> Article | str:
        """The article called `name`, or in a sentence why there is none.

        Parameters
        ----------
        name : str
            A path below the folder of the articles, a whole path as in ``source_path``, an ``article_id``, or any last part
            of a path that only one article has, with or without its suffix.
        """
        wanted = name.replace("\\", "/").removeprefix("./")
        if exact := self._exact.get(wanted):
            return exact
        last = self._by_last.get(PurePosixPath(wanted).name, ())
        called = {article.article_id: (source, article) for source, article in last if _ends_with(source, wanted)}
        if len(called) == 1:
            ((_, article),) = called.values()
            return article
        if called:
            sources = sorted(source for source, _ in called.values())
            more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
            return f"'{name}' may be {' or '.join(sources[:_NAMED])}{more}; name the article by its path"
        # Nothing is suggested: what is like a name changes with every article, and with it the report beside the gold.
        return f"no article is called '{name}'"


def _ends_with(source: str, wanted: str) -> bool:
    """Whether `wanted` is the last part of the path, cut at a folder, with or without the suffix."""
    whole, bare = f"/{source}", f"/{PurePosixPath(source).with_suffix('')}"
    return whole.endswith(f"/{wanted}") or bare.endswith(f"/{wanted}")
