"""No word of a language stands in the control flow of a room that reads text: words are data, in the language's folder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from pipeline.languages import language
from pipeline.languages.language import Language

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline"
ROOMS = (
    "layout",
    "countries",
    "people",
    "attributions",
    "extract",
    "ingest",
    "reading.py",
    "masking.py",
    "model/linear",
)
# What the rooms call their own things: kinds, sorts, sources, fields of records, forms of verbs, codes of languages.
OWN = frozenset(
    re.findall(
        r"\w+",
        """
        title name adjective people seat organisation reference metonym body context dateline outlet
        apposition direct indirect mixed narration plural thing relative base third past gerund rules tagger
        favor against target speaker other published language url authors html text question date words la
        label window between guess
        """,
    )
)
# What formats of files call their own: elements of pages, headers, states of a parser.
OF_FORMATS = frozenset(
    [
        "head",
        "section",
        "time",
        "style",
        "ul",
        "em",
        "strong",
        "object",
        "video",
        "source",
        "center",
        "no",
        "end",
        "number",
        "country",
        "value",
        "content",
        "list",
    ]
)
# What is shown to the user is English, whatever the language of the article.
SHOWN = {PACKAGE / "extract" / "show.py", PACKAGE / "ingest" / "explain.py", PACKAGE / "ingest" / "stage.py"}
_FEWEST_WORDS_OF_A_SENTENCE = 6
FILES = sorted(
    path
    for room in ROOMS
    for path in ([PACKAGE / room] if room.endswith(".py") else (PACKAGE / room).rglob("*.py"))
    if path not in SHOWN
)
# What is no letter of the text in a regular expression: escapes, names of groups, classes of characters, flags.
_SYNTAX = re.compile(r"\\.|\(\?P?[<=!:>a-zA-Z]*(?:(?<=P<)\w+>)?|\[\^?\]?[^\]]*\]")


def english() -> frozenset[str]:
    """Every word of the lists of English."""
    found: set[str] = set()
    of = language("en")
    for field in Language.__dataclass_fields__:
        section = getattr(of, field)
        if isinstance(section, BaseModel):
            for name in type(section).model_fields:
                value = getattr(section, name)
                for words in value.values() if isinstance(value, dict) else [value]:
                    found.update(
                        word for entry in ([words] if isinstance(words, str) else words) for word in entry.split()
                    )
    return frozenset(word.lower().strip(".") for word in found if re.fullmatch(r"[\w’'.-]{2,}", word))


ENGLISH = english() - OWN - OF_FORMATS


def words_in_code(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Words of English in regular expressions, and strings that are one where the code compares or collects them."""
    exported = [name for names in _exports(tree) for name in names.elts]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in ("compile", "search", "match", "fullmatch", "sub", "split"):
            for part in ast.walk(node.args[0]) if node.args else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    plain = _SYNTAX.sub(" ", part.value)
                    yield from ((part.lineno, word) for word in re.findall(r"[^\W\d_]{2,}", plain))
        places: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            places = [node.left, *node.comparators]
        elif isinstance(node, ast.Set | ast.List | ast.Tuple):
            places = node.elts
        elif isinstance(node, ast.Dict):
            places = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.Call) and _called(node) in (
            "startswith",
            "endswith",
            "removesuffix",
            "replace",
            "find",
        ):
            places = node.args
        for place in places:
            if place in exported:
                continue
            if isinstance(place, ast.Constant) and isinstance(place.value, str):
                words = place.value.split()
                # So many are a sentence for the user.
                if len(words) < _FEWEST_WORDS_OF_A_SENTENCE:
                    yield from ((place.lineno, word) for word in words)


def _exports(tree: ast.AST) -> Iterator[ast.List]:
    """What a module lists as its public names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            yield from [node.value] if "__all__" in names else []


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def found_in(source: str) -> list[tuple[int, str]]:
    return [(line, word) for line, word in words_in_code(ast.parse(source)) if word.lower().strip(".") in ENGLISH]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_word_of_english_stands_in_the_code(path: Path) -> None:
    assert found_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        're.compile(r"\\b(?:said|told)\\b")',
        'word in ("the", "a")',
        'lead.endswith((" to", " in"))',
        'TITLES = {"judge"}',
    ],
)
def test_a_word_would_be_seen(source: str) -> None:
    assert found_in(source)


def test_the_own_vocabulary_is_small_and_each_word_of_it_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    assert not [word for word in OWN if f'"{word}"' not in code]
    assert not [word for word in OF_FORMATS if not re.search(rf'["|]{word}["|]', code)]
