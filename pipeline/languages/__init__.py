"""A folder a language: word lists, a gazetteer, inflection and dates; `language` makes one typed object of it."""

from pipeline.languages.language import Language, known_languages, language, read_language

# The language that is read where nothing tells which it is.
DEFAULT = "en"

__all__ = ["DEFAULT", "Language", "known_languages", "language", "read_language"]
