"""Whether a statement asserts, asks, denies or supposes: "denied that …", "asked whether …", "if … we would …"."""

from __future__ import annotations

from pipeline.attributions.attribution import Attribution
from pipeline.layout.words import WORDS
from pipeline.reading import Reading

ASSERTION, QUESTION, CONDITIONAL, DENIAL = "assertion", "question", "conditional", "denial"
_SEARCHED = 40


def mode_of(reading: Reading, attribution: Attribution) -> str:
    """The mode of an attribution, one of `MODES` in `pipeline.records`.

    A denial is told by its cue ("denied", "rejected claims that", "did not say that"), a question by its mark or by
    an asking cue with an indirect question, a supposition by "if" or "unless" in its content.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> from pipeline.layout.spans import Span
    >>> reading = Reading("Iran denied that it had sent the ship.", language("en"))
    >>> mode_of(reading, Attribution(Span(17, 37), "indirect", Span(5, 11), Span(0, 4)))
    'denial'
    """
    text, lexicon = reading.text, reading.language.cues
    content = text[attribution.content.start : attribution.content.end]
    words = [w.lower() for w in WORDS.findall(content[:_SEARCHED])]
    cue = _cue_lemmas(reading, attribution)
    if content.rstrip().endswith("?") or text[attribution.content.end : attribution.content.end + 1] == "?":
        return QUESTION
    if words and words[0] in lexicon.question_words and (cue & lexicon.asking or _negated(reading, attribution)):
        return QUESTION
    reported = not attribution.cue_in_content and attribution.kind != "narration"
    if reported and (cue & lexicon.denying or _negated(reading, attribution)):
        return DENIAL
    if any(word in lexicon.supposing for word in (w.lower() for w in WORDS.findall(content))):
        return CONDITIONAL
    return ASSERTION


def _cue_lemmas(reading: Reading, attribution: Attribution) -> set[str]:
    if attribution.cue is None:
        return set()
    lexicon = reading.language.cues
    forms = reading.language.verb_forms(lexicon.denying | lexicon.asking)
    words = WORDS.findall(reading.text[attribution.cue.start : attribution.cue.end])
    return {forms[w.lower()][0] for w in words if w.lower() in forms}


def _negated(reading: Reading, attribution: Attribution) -> bool:
    """ "did not say", "never claimed": a negation within the cue or the two words before it."""
    if attribution.cue is None:
        return False
    text, (start, end) = reading.text, attribution.cue
    before = WORDS.findall(text[max(0, start - _SEARCHED // 2) : start])[-2:]
    if attribution.source is not None and attribution.source.end <= start:
        before = WORDS.findall(text[attribution.source.end : start])[-2:]
    words = [w.lower().replace("’", "'") for w in [*before, *WORDS.findall(text[start:end])]]
    negations, grammar = reading.language.cues.negations, reading.language.grammar
    return any(w in negations or grammar.ends_as(w, grammar.negative_endings) for w in words)
