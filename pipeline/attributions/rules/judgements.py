"""Judgements: "X condemned …", "X accused Y of …", passive ones too; the verb takes the side and belongs to the content."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.agents import agent_after
from pipeline.attributions.rules.phrases import clause_end
from pipeline.attributions.rules.predicates import is_finite, is_passive
from pipeline.attributions.rules.subjects import subject_before
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.layout.spans import Span


def judgements(words: ParagraphWords) -> Iterator[Attribution]:
    """The judgements of the paragraph, in the order of their verbs."""
    for verb in words.verbs:
        lemma, form = words.verb(verb)
        if lemma not in words.lexicon.judgement or not is_finite(words, verb):
            continue
        if form == "gerund" and words.lower[verb - 1] not in (",", *words.grammar.be):
            continue
        low = words.sentence(verb)[0]
        found = _by_agent(words, verb, low) if is_passive(words, verb) else _by_subject(words, verb)
        if found is None:
            continue
        content, source = found
        content = words.trimmed(content)
        if content.end > content.start and _is_statement(words, source):
            yield Attribution(content, "indirect", words.span(verb, verb + 1), source, cue_in_content=True)


def _by_agent(words: ParagraphWords, verb: int, low: int) -> tuple[Span, Span] | None:
    """ "was praised *by the mayor*": what is judged stands before the verb."""
    agent = agent_after(words, verb)
    if agent is None:
        return None
    subject = subject_before(words, verb)
    deed = agent[1] < len(words) and words.lower[agent[1]] in words.grammar.complements
    end = max(agent[1], clause_end(words, verb)) if deed else agent[1]
    first = subject[0] if subject else low
    if subject and any(words.form(i) and is_passive(words, i) for i in range(subject[1], verb)):
        # "Peru was thanked by Chile, but was rebuked by Bolivia": the subject is in the other's words.
        first = next(i for i in range(verb - 1, subject[1] - 1, -1) if words.lower[i] in words.grammar.be)
    return words.span(first, end), words.span(*agent)


def _by_subject(words: ParagraphWords, verb: int) -> tuple[Span, Span] | None:
    end = clause_end(words, verb)
    subject = subject_before(words, verb)
    if subject is None or end <= verb + 1:
        return None
    first = verb
    while first - 1 >= subject[1] and (
        words.lower[first - 1] in words.grammar.auxiliaries or words.is_adverb(first - 1)
    ):
        first -= 1
    return words.span(first, end), words.span(*subject)


def _is_statement(words: ParagraphWords, source: Span) -> bool:
    """A judgement is reported where its subject is a name, an office, a country or a pronoun, not a thing."""
    first, last = words.at(source.start), words.at(source.end)
    phrase = words.lower[first:last]
    if (
        not phrase
        or phrase[0] in words.lexicon.not_judges
        or (len(phrase) == 1 and phrase[0] in words.lexicon.own_voice)
    ):
        return False
    if len(phrase) == 1 and phrase[0] in words.grammar.pronouns:
        return True
    if any(word in words.lexicon.speaker_nouns for word in phrase) or words.names_country(source):
        return True
    starts_sentence = words.sentence(first)[0]
    return any(words.is_capital(i) and i != starts_sentence for i in range(first, last)) or (
        words.is_capital(first) and phrase[0] not in words.grammar.determiners and len(phrase) <= 4
    )
