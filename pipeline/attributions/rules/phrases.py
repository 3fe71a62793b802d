"""What stands to the right of a verb: a noun phrase, and the end of the clause that it governs."""

from __future__ import annotations

from pipeline.attributions.rules.words import ParagraphWords

LONGEST_PHRASE = 18
_LONGEST_CLAUSE = 150
BREAKS = frozenset(',;:()[]–—-“”"«»…!?.')


def noun_phrase_after(
    words: ParagraphWords, after: int, high: int, closed_by: frozenset[str] = BREAKS
) -> tuple[int, int] | None:
    """The noun phrase right after the word at `after`, with an apposition that one of `closed_by` closes, or ``None``."""
    grammar = words.grammar
    index = after + 1
    while index < high and words.is_adverb(index):
        index += 1
    first = index
    while index < high and index - first < LONGEST_PHRASE:
        word = words.lower[index]
        if word in grammar.pronouns and index > first:
            break
        if word in BREAKS and (word != "-" or words.stands_free(index)):
            break
        if index > first and (
            word in grammar.auxiliaries
            or word in grammar.subordinators
            or (word in grammar.prepositions and word not in grammar.complements)
            or word in grammar.time_words
            or (word in grammar.conjunctions and not joins_names(words, index, first))
        ):
            break
        if index > first and not words.is_capital(index) and words.form(index) == "gerund":
            break
        index += 1
        if word in grammar.pronouns:
            break
    if index == first or words.lower[first] in grammar.prepositions | grammar.subordinators - grammar.pronouns:
        return None
    if index + 1 < high and words.lower[index] == "," and words.lower[index + 1] in grammar.appositions:
        close = index + 1
        while close < high and words.lower[close] not in BREAKS:
            close += 1
        if close - index < LONGEST_PHRASE and close < high and words.lower[close] in closed_by:
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
            joining = words.grammar.conjunctions | words.grammar.be
            while after < high and (words.is_adverb(after) or words.lower[after] in joining):
                after += 1
            if after < high and words.form(after) and words.quote_around(after) == quote:
                lemma, form = words.verb(after)
                if form in ("past", "third", "gerund") and (
                    lemma in words.lexicon.speech or lemma in words.lexicon.judgement
                ):
                    return index
        if word == "," and after < high and words.lower[after] in words.grammar.clause_breaks:
            return index
    end = high
    while end > verb + 1 and not words.is_word(end - 1) and words.lower[end - 1] in BREAKS:
        end -= 1
    return end


def joins_names(words: ParagraphWords, index: int, low: int) -> bool:
    """Whether "and" stands between two names or two phrases of one kind at the start of the sentence."""
    after = index + 1
    if index - 1 < low or not words.is_word(index - 1):
        return False
    return words.is_capital(index - 1) and after < len(words) and words.is_capital(after)
