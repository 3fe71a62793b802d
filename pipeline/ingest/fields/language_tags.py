"""Tags and names of languages → ISO 639-1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.errors import PipelineError
from pipeline.io.yaml_keys import WordsLoader

_LONGEST = 60
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*(?:\.[a-z0-9-]+)?", re.IGNORECASE)
# What may stand before and around a name: __label__en, lang=en, ['en'], ".en", an address of a vocabulary.
_BEFORE = re.compile(r"https?://.*[/#]|__label__|(?:content-)?lang(?:uage)?(?:_?code)?['\"]?\s*[=:]")
_AROUND = " \t\r\n[](){}'\".,;:"
# What may stand behind it: English (UK), English, British, en;q=0.9, en@latin.
_BEHIND = re.compile(r"\s*[(\[,;/|@'\"].*$", re.DOTALL)


@cache
def _by_name() -> Mapping[str, str]:
    """Every code and name → the two-letter code.

    Raises
    ------
    PipelineError
        If the table is broken or gives one name to two languages.
    """
    table = WordsLoader(
        files("pipeline.ingest.fields").joinpath("languages.yaml").read_text(encoding="utf-8")
    ).get_single_data()
    codes = {code: code for code in table}
    for code, names in table.items():
        for name in names:
            if codes.setdefault(name, code) != code:
                raise PipelineError(f"languages.yaml: '{name}' is of two languages, {codes[name]} and {code}.")
    return codes


@lru_cache(maxsize=1024)
def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code that a tag or name of a language stands for.

    ``None`` where it says nothing (``und``, ``nan``, an empty string) or names a language that is not known: then the
    text decides.

    Parameters
    ----------
    tag : str, optional

    Examples
    --------
    >>> [language_code(tag) for tag in ("EN", "en-GB", "en_US", "eng", "English (UK)", "nan", None)]
    ['en', 'en', 'en', 'en', 'en', None, None]
    """
    if tag is None or len(tag) > _LONGEST:
        return None
    named = tag.strip().casefold()
    known = _by_name()
    if found := known.get(named):
        return found
    named = _BEHIND.sub("", _BEFORE.sub("", named.strip(_AROUND)).strip(_AROUND))
    if found := known.get(named):
        return found
    if parts := _TAG.fullmatch(named):
        return known.get(parts[1])
    # A name with what kind of it this is, such as "British English" or "Simplified Chinese".
    words = re.split(r"[\s_-]+", named)
    return next((known[word] for word in (words[-1], words[0]) if len(word) > 3 and word in known), None)
