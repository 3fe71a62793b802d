"""Whether a statement asserts, asks, denies or supposes: "denied that …", "asked whether …", "if … we would …"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.attributions.attribution import Attribution
from pipeline.languages.cues import Cues, cues
from pipeline.languages.en.inflection import verb_forms

ASSERTION, QUESTION, CONDITIONAL, DENIAL = "assertion", "question", "conditional", "denial"
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SEARCHED = 40


@cache
def _lemmas(language: str) -> dict[str, tuple[str, str]]:
    lexicon = cues(language)
    return verb_forms(lexicon.denying | lexicon.asking, language)


def mode_of(text: str, attribution: Attribution, language: str = "en") -> str:
    """The mode of an attribution, one of `MODES` in `pipeline.records`.

    A denial is told by its cue ("denied", "rejected claims that", "did not say that"), a question by its mark or by
    an asking cue with an indirect question, a supposition by "if" or "unless" in its content.

    Parameters
    ----------
    text : str
        The article.

    Examples
    --------
    >>> from pipeline.attributions.attribution import Span
    >>> text = "Iran denied that it had sent the ship."
    >>> mode_of(text, Attribution(Span(17, 37), "indirect", Span(5, 11), Span(0, 4)))
    'denial'
    """
    lexicon = cues(language)
    content = text[attribution.content.start : attribution.content.end]
    words = [w.lower() for w in _WORD.findall(content[:_SEARCHED])]
    cue = _cue_lemmas(text, attribution, language)
    if content.rstrip().endswith("?") or text[attribution.content.end : attribution.content.end + 1] == "?":
        return QUESTION
    if words and words[0] in lexicon.question_words and (cue & lexicon.asking or _negated(text, attribution, lexicon)):
        return QUESTION
    reported = not attribution.cue_in_content and attribution.kind != "narration"
    if reported and (cue & lexicon.denying or _negated(text, attribution, lexicon)):
        return DENIAL
    if any(word in lexicon.supposing for word in (w.lower() for w in _WORD.findall(content))):
        return CONDITIONAL
    return ASSERTION


def _cue_lemmas(text: str, attribution: Attribution, language: str) -> set[str]:
    if attribution.cue is None:
        return set()
    forms = _lemmas(language)
    words = _WORD.findall(text[attribution.cue.start : attribution.cue.end])
    return {forms[w.lower()][0] for w in words if w.lower() in forms}


def _negated(text: str, attribution: Attribution, lexicon: Cues) -> bool:
    """ "did not say", "never claimed": a negation within the cue or the two words before it."""
    if attribution.cue is None:
        return False
    start, end = attribution.cue
    before = _WORD.findall(text[max(0, start - _SEARCHED // 2) : start])[-2:]
    if attribution.source is not None and attribution.source.end <= start:
        before = _WORD.findall(text[attribution.source.end : start])[-2:]
    words = [w.lower().replace("’", "'") for w in [*before, *_WORD.findall(text[start:end])]]
    return any(w in lexicon.negations or w.endswith("n't") for w in words)
