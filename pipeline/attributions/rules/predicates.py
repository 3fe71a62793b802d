"""Whether a cue verb is the verb of a clause, and whether it stands in the passive."""

from __future__ import annotations

from pipeline.attributions.rules.words import ParagraphWords

# Where in its phrase an agent names its country.
_AGENT = 4


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
    if word in grammar.determiners | grammar.possessives and not words.ends_country(before):
        # "The two condemned": what means countries is no determiner.
        return False
    if grammar.ends_as(word, grammar.genitives):
        return False
    if word in grammar.modals or word in grammar.auxiliaries or word in grammar.infinitive:
        return not (word in grammar.be and form in ("base", "third"))
    if word in grammar.prepositions or (form == "third" and words.form(before) in ("past", "third")):
        return False
    if form == "base":
        coordinated = before > 1 and words.lower[before - 1] in grammar.conjunctions and words.is_capital(before)
        return (
            grammar.ends_as(word, grammar.plural_endings)
            or word in grammar.plural_nouns
            or word in grammar.conjunctions
            or coordinated
            # "Chile cut off gas to Peru": the past looks like the base form.
            or (words.is_capital(before) and words.lower[index] in grammar.irregular.get(words.verb(index)[0], ()))
        )
    return True


def is_passive(words: ParagraphWords, verb: int) -> bool:
    """Whether a form of "be", or a verb that may stand for it, makes the past form at `verb` a passive; or its agent right behind it."""
    if words.verb(verb)[1] != "past":
        return False
    if is_reduced(words, verb):
        return True
    before = verb - 1
    while before >= 0 and words.is_adverb(before):
        before -= 1
    return before >= 0 and words.lower[before] in words.grammar.be | words.grammar.standing


def is_reduced(words: ParagraphWords, verb: int) -> bool:
    """Whether a past form right before its agent, a country's, is a clause of its own: "Peru, criticised by Chile for …, said"."""
    high = words.sentence(verb)[1]
    judged = words.verb(verb)[0] in words.lexicon.judgement and words.verb(verb)[1] == "past"
    if not judged or verb + 2 >= high or words.lower[verb + 1] not in words.grammar.agent:
        return False
    return words.names_country(words.span(verb + 2, min(high, verb + 2 + _AGENT)))
