"""Articles → `statements` and unlabelled `examples`."""

from pipeline.countries.gazetteer import CountryMention, Gazetteer, gazetteer
from pipeline.extract.examples import examples_of
from pipeline.extract.parallel import extract_articles
from pipeline.extract.statements import StatementExtractor

__all__ = ["CountryMention", "Gazetteer", "StatementExtractor", "examples_of", "extract_articles", "gazetteer"]
