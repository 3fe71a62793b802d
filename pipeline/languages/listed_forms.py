"""Inflection of a language that has no code for it: the forms that its lists name, and no others."""

from __future__ import annotations


def verb_forms(lemma: str, doubling: bool) -> dict[str, str]:
    """No form is made by rule."""
    return {}


def word_forms(word: str) -> set[str]:
    """The word itself."""
    return {word}
