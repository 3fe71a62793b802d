"""Who does it in a passive clause: "was praised *by the mayor*"."""

from __future__ import annotations

from pipeline.attributions.rules.phrases import noun_phrase_after
from pipeline.attributions.rules.predicates import is_passive
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.layout.spans import Span

_REACH = 8


def agent_after(words: ParagraphWords, verb: int) -> tuple[int, int] | None:
    """The noun phrase of the agent behind a passive verb, as indices of its words; ``None`` where there is none."""
    high = words.sentence(verb)[1]
    for index in range(verb + 1, min(high, verb + _REACH)):
        if words.lower[index] in words.grammar.agent:
            agent = noun_phrase_after(words, index, high)
            if agent is None:
                return None
            end = _with_place(words, agent[0], _before_deed(words, *agent))
            if (
                end + 1 < high
                and words.lower[end] in words.grammar.conjunctions
                and words.lower[end + 1] in words.grammar.agent
            ):
                # "By Ghana and by Mali".
                other = noun_phrase_after(words, end + 1, high)
                end = other[1] if other else end
            return agent[0], end
    return None


def agent_of_cue(words: ParagraphWords, cue: Span, judging: bool = False) -> Span | None:
    """The agent of a passive cue of speech: who speaks in "was told by the mayor that …", whose subject is spoken to.

    With `judging`, that of a judgement too: "was described by the mayor as …".
    """
    for verb in range(words.at(cue.start), words.at(cue.end)):
        if words.form(verb) is None or (words.verb(verb)[0] in words.lexicon.judgement and not judging):
            continue
        if is_passive(words, verb):
            agent = agent_after(words, verb)
            return words.span(*agent) if agent else None
    return None


def _before_deed(words: ParagraphWords, first: int, end: int) -> int:
    """Where an agent ends before the deed that somebody is judged for: "by Ghana *of copying its stamps*"."""
    for index in range(first + 1, end - 1):
        after = words.lower[index + 1]
        if words.lower[index] in words.grammar.reasons and after in words.grammar.possessives:
            # "By Ghana *for its help*".
            return index
        if words.lower[index] in words.grammar.complements and words.grammar.ends_as(
            after, words.grammar.gerund_endings
        ):
            return end if words.is_capital(index + 1) else index
    return end - 1 if end - first > 1 and words.lower[end - 1] in words.grammar.complements else end


def _with_place(words: ParagraphWords, first: int, end: int) -> int:
    """Where an agent ends with the country in which it is: "by officials *in Ghana*"."""
    high = words.sentence(first)[1]
    if words.names_country(words.span(first, end)) or end >= high or words.lower[end] not in words.lexicon.held_in:
        return end
    place = noun_phrase_after(words, end, high)
    return place[1] if place and words.names_country(words.span(*place)) else end
