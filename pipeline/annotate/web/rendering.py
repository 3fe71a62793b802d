"""Templates, and what each page has in common."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.codebook import Codebook
from pipeline.tasks import SENTIMENTS, STANCES, Task

PACKAGE = "pipeline.annotate.web"
PAGES = (
    ("/next", "Label"),
    ("/practice", "Practice"),
    ("/mine", "My labels"),
    ("/review", "Review"),
    ("/disagreements", "Disagreements"),
    ("/overview", "Overview"),
    ("/codebook", "Codebook"),
)
# Value, keys, word, keys as shown; in the order of the answers in pipeline.tasks.
STANCE_KEYS = {"favor": "f 1", "against": "a 2", "neutral": "n 3"}
SENTIMENT_KEYS = {"positive": "q", "negative": "w", "neutral": "e"}
FLAG_KEYS = {"no_statement": "x", "wrong_target": "t", "wrong_speaker": "p", "wrong_border": "b", "unsure": "d"}
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def environment() -> Environment:
    """The templates of the package; whatever is put in is escaped."""
    return Environment(
        loader=PackageLoader(PACKAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=False, auto_reload=False
    )


def rendered(template: str, context: Mapping[str, Any]) -> str:
    """A page.

    Parameters
    ----------
    template : str
        File name in ``templates``.
    context : mapping
    """
    return environment().get_template(template).render({"pages": PAGES, "here": "", "annotator": None, **context})


def asset(name: str) -> tuple[bytes, str] | None:
    """A file of ``assets`` and its type, ``None`` where there is no such file."""
    if name not in _asset_names():
        return None
    kind = next(kind for suffix, kind in _KINDS.items() if name.endswith(suffix))
    return files(PACKAGE).joinpath("assets", name).read_bytes(), f"{kind}; charset=utf-8"


@cache
def _asset_names() -> frozenset[str]:
    return frozenset(entry.name for entry in files(PACKAGE).joinpath("assets").iterdir())


def item_address(item_id: str, folder: str = "item") -> str:
    """The address of an item's page."""
    return f"/{folder}/{quote(item_id, safe='')}"


def answer_controls(codebook: Codebook) -> dict[str, Any]:
    """What the form of a judgement is made of.

    Parameters
    ----------
    codebook : Codebook
        Whose flags and marks are offered.
    """
    return {
        "stances": [(name, STANCE_KEYS[name], name, STANCE_KEYS[name]) for name in STANCES],
        "sentiments": [(name, SENTIMENT_KEYS[name], name, SENTIMENT_KEYS[name]) for name in SENTIMENTS],
        "flags": [
            (entry.flag, FLAG_KEYS[entry.flag], _words(entry.flag), plain(entry.meaning))
            for entry in codebook.flags
            if entry.flag in FLAG_KEYS
        ],
        "marks": [(entry.mark, plain(entry.meaning)) for entry in codebook.marks],
        "codebook": shown_codebook(codebook),
    }


def shown_codebook(codebook: Codebook) -> dict[str, Any]:
    """The codebook as the templates show it."""
    return {
        "version": codebook.version,
        "rules": [
            {"number": rule.number, "name": rule.title + ".", "text": plain(rule.text)} for rule in codebook.rules
        ],
        "tasks": [(task.value, codebook.definitions(task)) for task in Task],
        "flags": [(entry.flag, _words(entry.flag), plain(entry.meaning)) for entry in codebook.flags],
        "edge_cases": codebook.edge_cases,
    }


def plain(text: str) -> str:
    """The text without the signs of Markdown that codebooks use for words of code."""
    return text.replace("`", "")


def _words(name: str) -> str:
    return name.replace("_", " ")
