"""Narration: attitudes and acts of a country's actors ("opposition to …", "Iran supports …")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.agents import agent_after
from pipeline.attributions.rules.phrases import clause_end, noun_phrase_after
from pipeline.attributions.rules.predicates import is_finite, is_passive
from pipeline.attributions.rules.subjects import subject_before
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.countries.gazetteer import mentions_within
from pipeline.layout.spans import Span

_PHRASE = 10


def narration(words: ParagraphWords) -> Iterator[Attribution]:
    """The narrated attitudes and acts of the paragraph, in order; none where no country is named."""
    if not words.countries:
        return
    for index, word in enumerate(words.lower):
        if (
            word in words.lexicon.attitude_nouns
            and index + 1 < len(words)
            and words.lower[index + 1] in words.lexicon.toward | words.lexicon.held_by
        ):
            found = _attitude(words, index)
            if found is not None:
                yield found
    for verb in words.verbs:
        lemma, form = words.verb(verb)
        hangs_on = form == "gerund" and words.lower[verb - 1] not in words.grammar.be
        if lemma in words.lexicon.act_verbs and is_finite(words, verb) and not hangs_on:
            found = _act(words, verb)
            if found is not None:
                yield found


def _attitude(words: ParagraphWords, noun: int) -> Attribution | None:
    low, high = words.sentence(noun)
    object_phrase = noun_phrase_after(words, noun + 1, min(high, noun + 2 + _PHRASE))
    if object_phrase is None or not words.names_country(words.span(*object_phrase)):
        return None
    if words.lower[noun + 1] in words.lexicon.held_by:
        # "Despite criticism by Chile's envoy, who …": toward whom it is, the sentence says elsewhere.
        first, end = object_phrase
        end = next((i for i in range(first + 1, end) if words.lower[i] == "," or _has_an_object(words, i)), end)
        content = words.trimmed(words.span(noun, end))
        return Attribution(
            content, "narration", words.span(noun, noun + 1), words.span(first, end), cue_in_content=True
        )
    source, first, last = None, noun, object_phrase[1]
    while (
        first > low
        and words.is_word(first - 1)
        and words.lower[first - 1]
        not in words.grammar.prepositions
        | words.grammar.auxiliaries
        | words.grammar.subordinators
        | words.grammar.conjunctions
        and noun - first < _PHRASE
        and not words.form(first - 1)
        and not _has_an_object(words, first - 1)
    ):
        first -= 1
    if first < noun and words.names_country(words.span(first, noun)):
        source = words.span(first, noun)
    for index in range(object_phrase[1], high - 1):
        held_in = words.lower[index] in words.lexicon.held_in
        if source is None and (held_in or words.lower[index] in words.lexicon.held_by):
            holder = noun_phrase_after(words, index, high)
            if holder is not None and (not held_in or words.names_country(words.span(*holder))):
                source, last = words.span(*holder), holder[1]
                break
    if source is None and words.lower[noun + 1] in words.lexicon.mutual:
        source = words.span(*object_phrase)
    if source is None and first > low and _has_an_object(words, first - 1):
        # "Peru ended its boycott of …": the verb says which way the attitude goes.
        first -= 1
    source = source or _subject_of_sentence(words, noun, low)
    if source is None:
        return None
    content = words.trimmed(words.span(first, last))
    return Attribution(content, "narration", words.span(noun, noun + 1), source, cue_in_content=True)


def _has_an_object(words: ParagraphWords, index: int) -> bool:
    """Whether a word that looks like a past form stands before "its", "the" …: "ended *its* boycott", not "renewed opposition"."""
    grammar = words.grammar
    past = grammar.ends_as(words.lower[index], grammar.past_endings) and not words.is_capital(index)
    return past and index + 1 < len(words) and words.lower[index + 1] in grammar.determiners | grammar.possessives


def _subject_of_sentence(words: ParagraphWords, noun: int, low: int) -> Span | None:
    """Who "has" or "expressed" the attitude: the subject of the last verb before it."""
    for index in range(noun - 1, max(low, noun - _PHRASE), -1):
        word = words.lower[index]
        verb = (words.form(index) and is_finite(words, index)) or _has_an_object(words, index)
        if verb or word in words.grammar.possession:
            subject = subject_before(words, index)
            if subject is not None and words.lower[subject[0]] not in words.grammar.expletives:
                return words.span(*subject)
            return None
    return None


def _act(words: ParagraphWords, verb: int) -> Attribution | None:
    end = _before_another_clause(words, verb, clause_end(words, verb))
    if _is_no_act(words, verb):
        return None
    if is_passive(words, verb):
        agent = agent_after(words, verb)
        subject = subject_before(words, verb)
        if agent is None or subject is None:
            return None
        source, whole = words.span(*agent), words.span(subject[0], max(end, agent[1]))
    else:
        subject = subject_before(words, verb)
        if subject is None or end <= verb + 1:
            return None
        source, whole = words.span(*subject), words.span(subject[0], end)
    if not words.names_country(source):
        return None
    content = words.trimmed(whole)
    actors = {c.country for c in mentions_within(words.countries, *source)}
    others = [c for c in mentions_within(words.countries, *content) if not source.start <= c.start < source.end]
    if others or len(actors) > 1:
        return Attribution(content, "narration", words.span(verb, verb + 1), source, cue_in_content=True)
    return None


def _is_no_act(words: ParagraphWords, verb: int) -> bool:
    """ "Chile must leave" tells no act of Chile, "left for Malta" none toward Malta."""
    before, after = verb - 1, verb + 1
    while before > 0 and words.is_adverb(before):
        before -= 1
    other = words.lexicon.no_act_before.get(words.verb(verb)[0], frozenset())
    return (before >= 0 and words.lower[before] in words.grammar.obliging) or (
        after < len(words) and words.lower[after] in other
    )


def _before_another_clause(words: ParagraphWords, verb: int, end: int) -> int:
    """Where a clause ends before one with a subject of its own: "Mali closed its border*, and Niger sent troops*"."""
    for comma in range(verb + 1, end - 2):
        if words.lower[comma] != "," or words.lower[comma + 1] not in words.grammar.conjunctions:
            continue
        verbs = words.verbs[bisect_left(words.verbs, comma + 3) : bisect_left(words.verbs, min(end, comma + _PHRASE))]
        subjects = (subject_before(words, i) for i in verbs if is_finite(words, i))
        if any(subject is not None and subject[0] >= comma + 2 for subject in subjects):
            return comma
    return end
