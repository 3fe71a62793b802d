"""Reported clauses: "X said (that) …", "…, X said", "according to X, …", and headlines such as "X: …"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.phrases import clause_end, noun_phrase_after
from pipeline.attributions.rules.predicates import is_finite, is_passive
from pipeline.attributions.rules.subjects import subject_before
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.layout.spans import Span

_SEARCHED = 14
_SHORTEST = 2
_TAIL = 9
_COMMA = frozenset({","})
_MARKS = frozenset({"“", '"', "«", "„"})


def reported_clauses(words: ParagraphWords) -> Iterator[Attribution]:
    """The clauses that a verb of speech or thought governs."""
    for verb in words.verbs:
        lemma, form = words.verb(verb)
        if lemma not in words.lexicon.speech or not (is_finite(words, verb) or _inverted(words, verb)):
            continue
        if is_passive(words, verb) or (form == "gerund" and words.lower[verb - 1] not in (",", *words.grammar.be)):
            continue
        found = _before_cue(words, verb) or _after_cue(words, verb, lemma)
        if found is None:
            continue
        content, source = found
        if _is_source(words, source, lemma) and len(words.text[content.start : content.end].split()) >= _SHORTEST:
            yield Attribution(content, "indirect", words.span(verb, verb + 1), source)


def _is_source(words: ParagraphWords, source: Span, lemma: str) -> bool:
    phrase = words.text[source.start : source.end].lower()
    if phrase in words.lexicon.own_voice or phrase in words.lexicon.not_speakers:
        return False
    return phrase not in words.lexicon.fillers or lemma in words.lexicon.institutional


def _inverted(words: ParagraphWords, verb: int) -> bool:
    return verb > 0 and words.lower[verb - 1] in (",", "”", '"', "’", "—") and words.verb(verb)[1] in ("past", "third")


def _before_cue(words: ParagraphWords, verb: int) -> tuple[Span, Span] | None:
    """ "Norway had kept its word, the president said." """
    low, high = words.sentence(verb)
    if words.quote_around(verb) is not None:
        return None
    if _inverted(words, verb):
        phrase = noun_phrase_after(words, verb, high)
        if phrase is None or words.lower[verb - 1] != ",":
            return None
        comma, source = verb - 1, words.span(*phrase)
        tail = phrase[1]
    else:
        subject = subject_before(words, verb)
        relative = subject is not None and words.lower[subject[0]] in words.grammar.relatives
        if subject is None or relative or subject[0] == low or words.lower[subject[0] - 1] not in (",", "—", "–"):
            return None
        comma, source, tail = subject[0] - 1, words.span(*subject), verb + 1
    if not _is_clause(words, low, comma) or not _is_tail(words, tail, high):
        return None
    content = words.trimmed(words.span(low, comma))
    return (content, source) if content.end > content.start else None


def _is_clause(words: ParagraphWords, low: int, high: int) -> bool:
    """Whether the words hold a subject and a verb: no mere "On Tuesday"."""
    grammar = words.grammar
    if (
        high - low < 3
        or words.lower[low] in grammar.prepositions | grammar.subordinators - words.lexicon.leading_clause
    ):
        return high - low > 12
    return any(_is_verb_like(words, i) for i in range(low + 1, high))


def _is_verb_like(words: ParagraphWords, index: int) -> bool:
    word = words.lower[index]
    if word in words.grammar.auxiliaries or word in words.grammar.modals:
        return True
    endings = words.grammar.past_endings | words.grammar.plural_endings
    return words.grammar.ends_as(word, endings) and len(word) > 3 and not words.is_capital(index)


def _is_tail(words: ParagraphWords, first: int, high: int) -> bool:
    """Whether nothing is said after the cue: only when and where it was said."""
    rest = [i for i in range(first, high) if words.is_word(i)]
    if not rest:
        return True
    word = words.lower[rest[0]]
    if first < high and words.lower[first] in (",", ".", "”", ";"):
        return True
    return (
        len(rest) <= _TAIL
        and word in words.grammar.prepositions | words.grammar.time_words
        and words.grammar.complementizers.isdisjoint(words.lower[i] for i in rest)
    )


def _after_cue(words: ParagraphWords, verb: int, lemma: str) -> tuple[Span, Span] | None:
    subject = subject_before(words, verb)
    if subject is None:
        return None
    high = clause_end(words, verb)
    begin = _clause_begin(words, verb, high, lemma)
    if begin is None or begin >= high:
        return None
    content = words.trimmed(words.span(begin, high))
    return (content, words.span(*subject)) if content.end > content.start else None


def _clause_begin(words: ParagraphWords, verb: int, high: int, lemma: str) -> int | None:
    """Where the reported clause begins: after "that", at "whether" or "how", at its subject, or at an infinitive."""
    grammar = words.grammar
    for index in range(verb + 1, min(high, verb + _SEARCHED)):
        word = words.lower[index]
        if word in grammar.complementizers and (
            index == verb + 1 or words.lower[index - 1] not in grammar.prepositions
        ):
            return index + 1
        if word in words.lexicon.clause_openers and index <= verb + 3:
            return index
        if word in grammar.infinitive and lemma in words.lexicon.with_infinitive:
            # "urged Oslo to leave": what is demanded is demanded of Oslo.
            return verb + 1
        if word in (";", ":", "“", '"'):
            break
    first = verb + 1
    while first < high and words.is_adverb(first):
        first += 1
    if first >= high or lemma not in words.lexicon.bare_clause:
        return None
    word = words.lower[first]
    if word in grammar.prepositions | grammar.subordinators or not words.is_word(first):
        return None
    reach = min(high, first + 2 * _SEARCHED)
    opening = next(
        (i for i in range(first + 1, reach) if words.lower[i - 1] in (",", ":") and words.lower[i] in _MARKS), None
    )
    # "told the envoy, “…”": who is told is no clause.
    return first if any(_is_verb_like(words, i) for i in range(first + 1, opening or reach)) else None


def according_to(words: ParagraphWords) -> Iterator[Attribution]:
    """The sentences that "according to" gives to somebody."""
    for index in words.according:
        if words.quote_around(index) is not None or index + 2 >= len(words):
            continue
        low, high = words.sentence(index)
        phrase = noun_phrase_after(words, index + 1, high, _COMMA)
        if phrase is None:
            continue
        end = high
        while end > low and not words.is_word(end - 1) and words.lower[end - 1] not in ("”", '"', ")"):
            end -= 1
        first, last = (low, index) if index - low > 2 else (phrase[1], end)
        if last > first:
            content = words.trimmed(words.span(first, last))
            if content.end - content.start > 10:
                yield Attribution(content, "indirect", words.span(index, index + 2), words.span(*phrase))
