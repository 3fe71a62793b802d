"""The subject of a verb: the noun phrase to its left, past insertions and before what it shares with another verb."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.attributions.rules.phrases import BREAKS, LONGEST_PHRASE, joins_names
from pipeline.attributions.rules.predicates import is_finite
from pipeline.attributions.rules.words import ParagraphWords


def subject_before(words: ParagraphWords, verb: int, depth: int = 0) -> tuple[int, int] | None:
    """The range of words that is the subject of the verb at `verb`, in its sentence and to its left, or ``None``."""
    low = words.sentence(verb)[0]
    quote = words.quote_around(verb)
    if quote is not None:
        low = max(low, words.at(quote.start))
    index = verb - 1
    while index >= low and (words.lower[index] in words.grammar.auxiliaries or words.is_adverb(index)):
        index -= 1
    if index < low:
        return None
    word = words.lower[index]
    if word in words.grammar.infinitive:
        return None
    if word == ")":
        index = _opening(words, index, low, "(") - 1
        word = words.lower[index] if index >= low else ""
    if words.form(verb) == "gerund" and (word == "," or word in words.grammar.shared_subject):
        return _shared_subject(words, index, low, depth)
    if word in (",", "—", "–") and depth < 2:
        inserted = _before_insertion(words, index, low, depth)
        return inserted or (
            _shared_subject(words, index, low, depth) if word == "," and words.form(verb) == "past" else None
        )
    if word in words.grammar.conjunctions or (word == "," and depth):
        return _shared_subject(words, index, low, depth)
    if index < low or not words.is_word(index):
        return None
    return _noun_phrase_left(words, index, low)


def antecedent(words: ParagraphWords, relative: int) -> tuple[int, int] | None:
    """The noun phrase that the relative pronoun at `relative` stands for, or ``None``."""
    low = words.sentence(relative)[0]
    last = relative - 1
    while last >= low and not words.is_word(last):
        last -= 1
    return _noun_phrase_left(words, last, low) if last >= low else None


def _opening(words: ParagraphWords, index: int, low: int, mark: str) -> int:
    opened = index
    while opened > low and words.lower[opened] != mark:
        opened -= 1
    return opened


def _before_insertion(words: ParagraphWords, comma: int, low: int, depth: int) -> tuple[int, int] | None:
    """ "Zeleny, the minister, said": the phrase before the insertion, with it where it is an apposition."""
    opened = comma - 1
    while opened > low and words.lower[opened] not in (",", "—", "–", ";", ":", "”", '"'):
        opened -= 1
    if opened <= low or words.lower[opened] not in (",", "—", "–") or comma - opened > 25:
        return None
    inserted = words.lower[opened + 1] if opened + 1 < comma else ""
    if depth == 0 and words.lower[opened - 1] == "," and opened - 1 > low:
        return None
    found = _noun_phrase_left(words, opened - 1, low) if words.is_word(opened - 1) else None
    if found is None:
        return None
    # "Zeleny, quoted by the agency, said".
    passed_on = words.form(opened + 1) == "past" and words.lower[opened + 2] in words.grammar.agent
    apposed = inserted not in words.grammar.relatives | words.grammar.prepositions and not passed_on
    return (found[0], comma) if apposed else found


def _shared_subject(words: ParagraphWords, conjunction: int, low: int, depth: int) -> tuple[int, int] | None:
    """ "… met the press and said": the subject of the verb that stands before."""
    if depth > 1:
        return None
    for earlier in reversed(_verbs_between(words, low, conjunction)):
        if is_finite(words, earlier) and words.quote_around(earlier) is None and words.form(earlier) != "gerund":
            found = subject_before(words, earlier, depth + 1)
            if found is not None:
                return found
    # What stands before the nearest word that must be a verb: a name or a pronoun first, else any phrase.
    verbs = [i for i in range(max(low + 1, conjunction - LONGEST_PHRASE), conjunction) if _looks_finite(words, i)]
    named = [i for i in verbs if words.is_capital(i - 1) or words.lower[i - 1] in words.grammar.pronouns]
    for index in [*reversed(named), *verbs]:
        if words.is_word(index - 1):
            return _noun_phrase_left(words, index - 1, low)
    return None


def _looks_finite(words: ParagraphWords, index: int) -> bool:
    word = words.lower[index]
    ended = words.grammar.ends_as(word, words.grammar.past_endings) and len(word) > 4 and not words.is_capital(index)
    return (word in words.grammar.auxiliaries or ended) and words.quote_around(index) is None


def _verbs_between(words: ParagraphWords, low: int, high: int) -> list[int]:
    return words.verbs[bisect_left(words.verbs, low) : bisect_left(words.verbs, high)]


def _noun_phrase_left(words: ParagraphWords, last: int, low: int) -> tuple[int, int] | None:
    grammar = words.grammar
    if words.lower[last] in grammar.pronouns:
        return last, last + 1
    first = last + 1
    index = last
    while index >= low and last - index < LONGEST_PHRASE:
        word = words.lower[index]
        if word in BREAKS or word in grammar.subordinators or word in grammar.auxiliaries or word in grammar.pronouns:
            break
        if word in grammar.conjunctions and not joins_names(words, index, low):
            break
        if index < last and words.form(index) and not words.is_capital(index) and _governs(words, index):
            break
        if words.is_adverb(index) and index < last:
            break
        first = index
        index -= 1
    first = _without_lead(words, first, last)
    return (first, last + 1) if first <= last else None


def _governs(words: ParagraphWords, index: int) -> bool:
    return words.verb(index)[1] in ("past", "third", "gerund") and is_finite(words, index)


def _without_lead(words: ParagraphWords, first: int, last: int) -> int:
    """Past a leading phrase of place or time: "In Warsaw on Monday the minister"."""
    grammar = words.grammar
    begin = first
    while begin <= last and words.lower[begin] in grammar.prepositions | grammar.time_words | grammar.conjunctions:
        if words.lower[begin] in grammar.prepositions:
            stop = next(
                (
                    i
                    for i in range(last, begin, -1)
                    if words.lower[i] in grammar.determiners
                    and words.lower[i - 1] not in grammar.inner | grammar.prepositions
                ),
                None,
            )
            if stop is None:
                # "In Lagos Mr Ade": nothing tells where the name begins.
                return begin + 1 if words.lower[begin] not in grammar.complements else begin
            return stop
        begin += 1
    return begin
