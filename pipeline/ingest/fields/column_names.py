"""How names of columns are compared: those that differ in case, spaces, accents or remarks are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from pipeline.languages.lexicon import Phrases, WordLists

# As pandas names the second of two columns of one name, and MongoDB, WordPress and what is made of XML the value within a value.
_COPY = re.compile(r"(?:\.(?:\d+|\$\w+|rendered|[#_]+(?:text|cdata|cdata-section)|@value))+$")
_SEPARATORS = re.compile(r"[\s_\-]+")
# What a name says behind itself: Text (full), Date [UTC].
_IN_BRACKETS = re.compile(r"\s*[(\[](?P<bracketed>[^()\[\]]*)[)\]]\s*$")
_SIGNS = re.compile(r"[^\w*/]+|_")


@cache
def normal_name(name: str) -> str:
    """A column's name as it is compared: without case, spaces, ``_`` and ``-``, and without the number of a copy.

    Examples
    --------
    >>> [normal_name(name) for name in (" Published-At", "publishedAt", "text.1", "source.name")]
    ['publishedat', 'publishedat', 'text', 'source.name']
    """
    return _COPY.sub("", _SEPARATORS.sub("", name.replace("\ufeff", "").strip().casefold()))


class _Brackets(WordLists):
    other_matter: Phrases


@cache
def _other_matter() -> re.Pattern[str]:
    lists = _Brackets.read(files("pipeline.ingest.fields"), "brackets.yaml")
    return re.compile("|".join(lists.other_matter), re.IGNORECASE)


@cache
def has_remark(name: str) -> bool:
    """Whether a name has a remark on the field behind it, in brackets."""
    found = _IN_BRACKETS.search(_COPY.sub("", name.strip()))
    return found is not None and not _other_matter().search(found["bracketed"])


@cache
def loose_name(name: str) -> str:
    """A name also without accents, dots and what it says in brackets: ``Article.Text``, ``Título``, ``Date (UTC)``."""
    plain = normal_name(name)
    parts = unicodedata.normalize("NFKD", _IN_BRACKETS.sub("", plain) if has_remark(name) else plain)
    return _SIGNS.sub("", "".join(sign for sign in parts if not unicodedata.combining(sign)))
