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
# What may stand behind a name: English (UK), English, British.
_BEHIND = re.compile(r"\s*[(\[,;/|].*$", re.DOTALL)


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
    if found := known.get(named) or known.get(_BEHIND.sub("", named)):
        return found
    if parts := _TAG.fullmatch(named):
        return known.get(parts[1])
    # A name with what kind of it this is, such as "British English" or "Simplified Chinese".
    *_, last = named.split() or [""]
    first = named.split(" ")[0]
    return known.get(last) if len(last) > 3 and last in known else known.get(first) if len(first) > 3 else None
