"""Noun phrases beside a verb: its subject to the left, what stands after it to the right, and where its clause ends."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extract.rules.words import ParagraphWords

_LONGEST = 18
_LONGEST_CLAUSE = 150
_BREAKS = frozenset(',;:()[]–—-“”"«»…!?.')
_OF = frozenset({"of", "for"})
_INNER = frozenset({"of", "for", "in", "at", "from", "to", "with", "on", "against"})


def is_finite(words: ParagraphWords, index: int) -> bool:
    """Whether the cue verb at `index` can be the verb of a clause, and is no noun and no attribute."""
    grammar = words.grammar
    _, form = words.verb(index)
    before = index - 1
    if words.is_capital(index) and index > words.sentence(index)[0] and form != "past" and form != "third":
        return False
    while before >= 0 and words.is_adverb(before):
        before -= 1
    if before < 0 or not words.is_word(before):
        return form != "base"
    word = words.lower[before]
    if word in grammar.pronouns or word in grammar.relatives:
        return True
    if word in grammar.determiners or word in grammar.possessives or word.endswith(("'s", "s'")):
        return False
    if word in grammar.modals or word in grammar.auxiliaries or word == "to":
        return not (word in grammar.be and form in ("base", "third"))
    if word in grammar.prepositions or (form == "third" and words.form(before) in ("past", "third")):
        return False
    if form == "base":
        coordinated = before > 1 and words.lower[before - 1] in grammar.conjunctions and words.is_capital(before)
        return (
            word.endswith("s")
            or word in ("people", "police", "men", "women")
            or word in grammar.conjunctions
            or coordinated
        )
    return True


def is_passive(words: ParagraphWords, verb: int) -> bool:
    """Whether a form of "be" makes the past form at `verb` a passive."""
    if words.verb(verb)[1] != "past":
        return False
    before = verb - 1
    while before >= 0 and words.is_adverb(before):
        before -= 1
    return before >= 0 and words.lower[before] in words.grammar.be


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
    if word == "to":
        return None
    if word == ")":
        index = _opening(words, index, low, "(") - 1
        word = words.lower[index] if index >= low else ""
    if words.form(verb) == "gerund" and word in (",", "and", "while", "by"):
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
    apposed = inserted not in words.grammar.relatives and inserted not in words.grammar.prepositions
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
    verbs = [i for i in range(max(low + 1, conjunction - _LONGEST), conjunction) if _looks_finite(words, i)]
    named = [i for i in verbs if words.is_capital(i - 1) or words.lower[i - 1] in words.grammar.pronouns]
    for index in [*reversed(named), *verbs]:
        if words.is_word(index - 1):
            return _noun_phrase_left(words, index - 1, low)
    return None


def _looks_finite(words: ParagraphWords, index: int) -> bool:
    word = words.lower[index]
    ended = word.endswith("ed") and len(word) > 4 and not words.is_capital(index)
    return (word in words.grammar.auxiliaries or ended) and words.quote_around(index) is None


def _verbs_between(words: ParagraphWords, low: int, high: int) -> list[int]:
    return words.verbs[bisect_left(words.verbs, low) : bisect_left(words.verbs, high)]


def _noun_phrase_left(words: ParagraphWords, last: int, low: int) -> tuple[int, int] | None:
    grammar = words.grammar
    if words.lower[last] in grammar.pronouns:
        return last, last + 1
    first = last + 1
    index = last
    while index >= low and last - index < _LONGEST:
        word = words.lower[index]
        if word in _BREAKS or word in grammar.subordinators or word in grammar.auxiliaries or word in grammar.pronouns:
            break
        if word in grammar.conjunctions and not _joins_names(words, index, low):
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


def _joins_names(words: ParagraphWords, index: int, low: int) -> bool:
    """Whether "and" stands between two names or two phrases of one kind at the start of the sentence."""
    after = index + 1
    if index - 1 < low or not words.is_word(index - 1):
        return False
    return words.is_capital(index - 1) and after < len(words) and words.is_capital(after)


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
                    if words.lower[i] in grammar.determiners and words.lower[i - 1] not in _INNER | grammar.prepositions
                ),
                None,
            )
            if stop is None:
                # "In Lagos Mr Ade": nothing tells where the name begins.
                return begin + 1 if words.lower[begin] not in ("of", "for") else begin
            return stop
        begin += 1
    return begin


def antecedent(words: ParagraphWords, relative: int) -> tuple[int, int] | None:
    """The noun phrase that the relative pronoun at `relative` stands for, or ``None``."""
    low = words.sentence(relative)[0]
    last = relative - 1
    while last >= low and not words.is_word(last):
        last -= 1
    return _noun_phrase_left(words, last, low) if last >= low else None


def noun_phrase_after(
    words: ParagraphWords, verb: int, high: int, closed_by: frozenset[str] = _BREAKS
) -> tuple[int, int] | None:
    """The noun phrase right after the word `verb`, with an apposition that one of `closed_by` closes, or ``None``."""
    grammar = words.grammar
    index = verb + 1
    while index < high and words.is_adverb(index):
        index += 1
    first = index
    while index < high and index - first < _LONGEST:
        word = words.lower[index]
        if word in grammar.pronouns and index > first:
            break
        if word in _BREAKS and word != "-":
            break
        if index > first and (
            word in grammar.auxiliaries
            or word in grammar.subordinators
            or (word in grammar.prepositions and word not in _OF)
            or word in grammar.time_words
            or (word in grammar.conjunctions and not _joins_names(words, index, first))
        ):
            break
        if index > first and not words.is_capital(index) and words.form(index) == "gerund":
            break
        index += 1
        if word in grammar.pronouns:
            break
    if index == first or words.lower[first] in grammar.prepositions | grammar.subordinators - grammar.pronouns:
        return None
    if (
        index + 1 < high
        and words.lower[index] == ","
        and words.lower[index + 1] in {"the", "a", "an", "its", "his", "her", "who"}
    ):
        close = index + 1
        while close < high and words.lower[close] not in _BREAKS:
            close += 1
        if close - index < _LONGEST and close < high and words.lower[close] in closed_by:
            return first, close
    return first, index


def clause_end(words: ParagraphWords, verb: int) -> int:
    """Index after the last word of what the verb governs: the sentence's end, or where another statement begins."""
    high = min(words.sentence(verb)[1], verb + _LONGEST_CLAUSE)
    quote = words.quote_around(verb)
    if quote is not None:
        high = min(high, words.at(quote.end))
    for index in range(verb + 1, high - 1):
        word = words.lower[index]
        if word == ";":
            return index
        after = index + 1
        if word in words.grammar.conjunctions or word == ",":
            while after < high and (words.is_adverb(after) or words.lower[after] in words.grammar.conjunctions):
                after += 1
            if after < high and words.form(after) and words.quote_around(after) == quote:
                lemma, form = words.verb(after)
                if form in ("past", "third", "gerund") and (
                    lemma in words.lexicon.speech or lemma in words.lexicon.judgement
                ):
                    return index
        if (
            word == ","
            and after < high
            and words.lower[after] in ("who", "which", "although", "though", "whereas", "while", "but")
        ):
            return index
    end = high
    while end > verb + 1 and not words.is_word(end - 1) and words.lower[end - 1] in _BREAKS:
        end -= 1
    return end
