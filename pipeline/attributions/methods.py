"""The methods of finding attributions by their names in the configuration."""

from __future__ import annotations

from pipeline.attributions.finder import AttributionFinder
from pipeline.attributions.rules.finder import RulesFinder
from pipeline.config import Method


def make_finder(method: Method, everywhere: bool = False) -> AttributionFinder:
    """The finder that ``extract.method`` names.

    Parameters
    ----------
    method : {"rules", "tagger"}
    everywhere : bool, default=False
        Read all paragraphs, not only those near a country or a quotation.

    Raises
    ------
    PipelineError
        If the tagger is asked for and cannot be loaded.
    """
    if method == "tagger":
        from pipeline.attributions.tagger.finder import TaggerFinder

        return TaggerFinder(everywhere)
    return RulesFinder(everywhere)


def method_version(method: Method) -> str:
    """The method, with the version of the tagger where it is one: what the outputs say of their making."""
    if method == "tagger":
        from pipeline.attributions.tagger.model import tagger_version

        return f"tagger {tagger_version()}"
    return method
