"""Finding statements by rules over a dependency parse: cue verbs, their subjects, and what they govern.

Four shapes are read, in this order of precedence where they cover the same words:

1. *quotations*: the cue stands before, after or inside the marks, or in the sentence around them;
2. *reported clauses*: "X said (that) …", "…, X said", "according to X, …";
3. *judgements*: "X condemned …", "X accused Y of …", passive ones too; the verb belongs to the content;
4. *narration*: attitudes and acts of a country's actors ("opposition to …", "Iran supports …").

The same shapes inside a quotation give nested statements where their speaker is not the one who is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.attributions import Attribution, Span, trimmed
from pipeline.extract.clauses import agent_of, noun_phrase_span, predicate_end, subject_of, subtree_span, token_span
from pipeline.extract.cues import Cues
from pipeline.extract.gazetteer import CountryMention
from pipeline.extract.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSES = ("ccomp", "xcomp", "advcl")
_SCARE_WORDS = 2
_SENTENCE_END = re.compile(r"[.!?…][”\"’'»)]*(?=\s|$)")


class ParagraphRules:
    """The rules applied to one parsed paragraph; offsets are those of the paragraph.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parse.
    quotations : list of Quotation
        The paragraph's quotations.
    countries : list of CountryMention
        The countries it names.
    lexicon : Cues
        The cues of the language.
    """

    def __init__(self, doc: Doc, quotations: list[Quotation], countries: list[CountryMention], lexicon: Cues) -> None:
        self.doc = doc
        self.text = doc.text
        self.lexicon = lexicon
        self.countries = countries
        self.quotes = [Span(q.start, q.end) for q in quotations]
        self.cue_verbs = [t for t in doc if t.pos_ in ("VERB", "AUX") and t.lemma_.lower() in lexicon.speech]

    def find(self) -> list[Attribution]:
        """All attributions of the paragraph, in the order of their content."""
        found = list(self._quotations())
        for attribution in [*self._reported_clauses(), *self._according()]:
            self._add_reported(found, attribution)
        for attribution in [*self._judgements(), *self._narrations()]:
            self._add_unless_covered(found, attribution)
        return sorted(found, key=lambda a: (a.content.start, -a.content.end))

    # -- quotations ---------------------------------------------------------------------------------------------

    def _quotations(self) -> Iterator[Attribution]:
        joined = self._join_interrupted(self.quotes)
        for span in joined:
            content = trimmed(self.text, span)
            if content.end <= content.start:
                continue
            cue = self._cue_of_quotation(span)
            if cue is None:
                if len(self.text[span.start : span.end].split()) > _SCARE_WORDS:
                    yield Attribution(content, "direct")
                continue
            source = self._source_of(cue, outside=span)
            yield Attribution(content, "direct", token_span(cue), source)

    def _join_interrupted(self, quotes: list[Span]) -> list[Span]:
        """A sentence that "…, he said, …" interrupts is one quotation."""
        joined: list[Span] = []
        for quote in quotes:
            if joined:
                before = joined[-1]
                gap = self.text[before.end : quote.start]
                last = self.text[before.start : before.end].rstrip()[-1:]
                inside = gap.strip(' ”"“»«')
                if (
                    last == ","
                    and len(gap) < 60
                    and inside.endswith(",")
                    and self.text[quote.start : quote.start + 1].islower()
                ):
                    joined[-1] = Span(before.start, quote.end)
                    continue
            joined.append(quote)
        return joined

    def _inside_quote(self, token: Token) -> bool:
        return any(q.start <= token.idx < q.end for q in self.quotes)

    def _cue_of_quotation(self, span: Span) -> Token | None:
        after_end = self._sentence_end_after(span.end)
        before_start = self._sentence_start_before(span.start)
        after = [t for t in self.cue_verbs if span.end <= t.idx < after_end and not self._inside_quote(t)]
        before = [t for t in self.cue_verbs if before_start <= t.idx < span.start and not self._inside_quote(t)]
        inside = [t for t in self.cue_verbs if span.start <= t.idx < span.end and not self._inside_quote(t)]
        if inside:
            return inside[0]
        ends_sentence = self.text[: span.end].rstrip('”"» ')[-1:] in ".!?…"
        if after and not (ends_sentence and before):
            between = self.text[span.end : after[0].idx].strip('”"», ')
            if len(between) <= 70:
                return after[0]
        if before:
            return before[-1]
        governing = self._governing_verb(span)
        return governing if governing is not None else (after[0] if after else None)

    def _governing_verb(self, span: Span) -> Token | None:
        """The verb or verbal noun outside the marks on which the quoted words hang: highlighted the “…”."""
        for token in self.doc:
            if span.start <= token.idx < span.end:
                head = token.head
                if not span.start <= head.idx < span.end and not self._inside_quote(head):
                    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
                        head = head.head
                    if head.pos_ == "VERB" and head.lemma_.lower() in (self.lexicon.judgement | self.lexicon.speech):
                        return head
        return None

    def _sentence_end_after(self, position: int) -> int:
        found = _SENTENCE_END.search(self.text, position + 1)
        return found.end() if found else len(self.text)

    def _sentence_start_before(self, position: int) -> int:
        start = 0
        for found in _SENTENCE_END.finditer(self.text, 0, max(0, position - 1)):
            if not any(q.start <= found.start() < q.end - 1 for q in self.quotes):
                start = found.end()
        return start

    def _source_of(self, cue: Token, outside: Span | None = None) -> Span | None:
        subject = subject_of(cue)
        if subject is not None and not (outside and outside.start <= subject.idx < outside.end):
            return noun_phrase_span(subject)
        # A parser is often wrong beside a quotation: then the noun phrase next to the cue is the speaker.
        for step in (1, -1):
            index = cue.i + step
            while 0 <= index < len(self.doc) and self.doc[index].pos_ in (
                "ADV",
                "AUX",
                "PART",
                "DET",
                "ADJ",
                "PROPN",
                "NOUN",
                "PRON",
            ):
                token = self.doc[index]
                if self._inside_quote(token):
                    break
                if token.pos_ in ("PROPN", "NOUN", "PRON"):
                    return self._nominal_around(token)
                index += step
        return None

    def _nominal_around(self, token: Token) -> Span:
        first = last = token
        while last.i + 1 < len(self.doc) and self.doc[last.i + 1].pos_ in ("PROPN", "NOUN"):
            last = self.doc[last.i + 1]
        while (
            first.i and self.doc[first.i - 1].pos_ in ("PROPN", "NOUN", "DET", "ADJ") and not self._inside_quote(first)
        ):
            first = self.doc[first.i - 1]
        return Span(first.idx, last.idx + len(last.text))

    # -- reported clauses ---------------------------------------------------------------------------------------

    def _reported_clauses(self) -> Iterator[Attribution]:
        for verb in self.cue_verbs:
            if any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children) and verb.dep_ in (
                "xcomp",
                "advcl",
                "acl",
            ):
                continue
            subject = subject_of(verb)
            if (
                subject is None
                or subject.lower_ in self.lexicon.own_voice
                or subject.lower_ in ("there", "which", "what")
            ):
                continue
            if subject.lower_ == "it" and verb.lemma_.lower() not in self.lexicon.institutional:
                continue
            clause = next(
                (c for c in verb.children if c.dep_ in ("ccomp",) and c.pos_ in ("VERB", "AUX", "NOUN", "ADJ")), None
            )
            if clause is None:
                if verb.lemma_.lower() in self.lexicon.with_infinitive:
                    clause = next((c for c in verb.children if c.dep_ in ("xcomp",)), None)
                if clause is None:
                    continue
            if clause.i == verb.i:
                continue
            span = self._clause_span(clause, verb)
            addressed = next(
                (c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < clause.i), None
            )
            if span is not None and addressed is not None and clause.dep_ == "xcomp":
                # "urged Oslo to leave": what is demanded is demanded of Oslo.
                span = Span(subtree_span(addressed).start, span.end)
            if span is not None:
                yield Attribution(span, "indirect", token_span(verb), noun_phrase_span(subject))

    def _clause_span(self, clause: Token, verb: Token) -> Span | None:
        span = subtree_span(clause)
        if span.start <= verb.idx < span.end:
            return None
        if clause.i > verb.i:
            # "that" introduces the clause and is no part of it.
            first = self.doc.char_span(span.start, span.start + 4)
            if self.text[span.start : span.start + 5].lower() == "that " and first is not None:
                span = Span(span.start + 5, span.end)
        content = trimmed(self.text, span)
        return content if len(self.text[content.start : content.end].split()) >= 2 else None

    def _according(self) -> Iterator[Attribution]:
        for token in self.doc:
            if token.lower_ not in self.lexicon.according or self._inside_quote(token):
                continue
            preposition = next((c for c in token.children if c.lower_ == "to"), None)
            source = next((c for c in (preposition or token).children if c.dep_ == "pobj"), None)
            if source is None:
                continue
            phrase = subtree_span(token)
            sentence = Span(token.sent.start_char, token.sent.end_char)
            after = Span(phrase.end, sentence.end)
            content = Span(sentence.start, phrase.start) if phrase.start - sentence.start > 10 else after
            content = trimmed(self.text, content)
            if content.end - content.start > 10:
                end = preposition.idx + 2 if preposition is not None else token.idx + len(token.text)
                yield Attribution(content, "indirect", Span(token.idx, end), noun_phrase_span(source))

    # -- judgements and narration -------------------------------------------------------------------------------

    def _judgements(self) -> Iterator[Attribution]:
        for verb in self.doc:
            if verb.pos_ != "VERB" or verb.lemma_.lower() not in self.lexicon.judgement:
                continue
            agent = agent_of(verb)
            source = agent or subject_of(verb)
            if source is None or source.lower_ in self.lexicon.own_voice or source.dep_ == "nsubjpass":
                continue
            if agent is None and any(child.dep_ == "auxpass" for child in verb.children):
                continue
            governed = [
                c for c in verb.children if c.dep_ in ("dobj", "dative", "prep", "ccomp", "xcomp", "prt", "oprd")
            ]
            if agent is None and not governed:
                continue
            if agent is not None:
                content = subtree_span(verb)
            else:
                start = min(
                    [verb.idx, *(c.idx for c in verb.lefts if c.dep_ in ("aux", "neg", "advmod") and c.i == verb.i - 1)]
                )
                content = Span(start, predicate_end(verb))
            content = trimmed(self.text, content)
            if self._is_statement(verb, source):
                yield Attribution(content, "indirect", token_span(verb), noun_phrase_span(source), cue_in_content=True)

    def _is_statement(self, verb: Token, source: Token) -> bool:
        """A judgement is reported where its subject is a name, an office, a country or a pronoun, not a thing."""
        if source.pos_ in ("PROPN", "PRON"):
            return source.lower_ not in (
                "it",
                "this",
                "that",
                "which",
                "what",
                "something",
                "nothing",
                "everything",
                "there",
            )
        if source.lemma_.lower() in self.lexicon.speaker_nouns:
            return True
        return self._names_country(noun_phrase_span(source))

    def _names_country(self, span: Span) -> bool:
        """Whether a country itself stands in the span, not only something led or backed by it."""
        return any(span.start <= c.start < span.end and self.text[c.end : c.end + 1] != "-" for c in self.countries)

    def _narrations(self) -> Iterator[Attribution]:
        for token in self.doc:
            lemma = token.lemma_.lower()
            if token.pos_ == "NOUN" and (
                lemma in self.lexicon.attitude_nouns or token.lower_ in self.lexicon.attitude_nouns
            ):
                yield from self._attitude(token)
            elif token.pos_ == "VERB" and lemma in self.lexicon.act_verbs:
                yield from self._act(token)

    def _attitude(self, noun: Token) -> Iterator[Attribution]:
        toward = [
            c
            for c in noun.children
            if c.dep_ == "prep"
            and c.lower_
            in (
                "to",
                "at",
                "toward",
                "towards",
                "for",
                "against",
                "with",
                "of",
                "about",
                "over",
                "between",
                "from",
                "on",
            )
        ]
        if not any(self._names_country(subtree_span(p)) for p in toward):
            return
        source = self._holder(noun)
        span = subtree_span(noun)
        if source is not None and source.start > span.end:
            span = Span(span.start, source.end)
        yield Attribution(trimmed(self.text, span), "narration", token_span(noun), source, cue_in_content=True)

    def _holder(self, noun: Token) -> Span | None:
        """Who holds an attitude: a possessor, an adjective of nationality, or "among …", "by …", "in …" nearby."""
        for child in noun.children:
            if child.dep_ == "poss" or (
                child.dep_ in ("amod", "compound", "nmod") and self._names_country(token_span(child))
            ):
                return subtree_span(child)
        for token in noun.sent:
            if (
                token.dep_ == "prep"
                and token.lower_ in ("among", "amongst", "by", "from", "within")
                and token.i > noun.i
            ):
                held = next((c for c in token.children if c.dep_ == "pobj"), None)
                if held is not None:
                    return noun_phrase_span(held)
        if noun.dep_ in ("dobj", "attr", "pobj"):
            verb = noun.head if noun.dep_ != "pobj" else noun.head.head
            subject = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else None
            if subject is not None and subject.lower_ not in ("there", "it"):
                return noun_phrase_span(subject)
        return None

    def _act(self, verb: Token) -> Iterator[Attribution]:
        agent = agent_of(verb)
        if agent is None and any(child.dep_ == "auxpass" for child in verb.children):
            return
        subject = agent or subject_of(verb)
        if subject is None or subject.dep_ == "nsubjpass":
            return
        source = noun_phrase_span(subject)
        if not self._names_country(source):
            return
        content = trimmed(
            self.text, Span(min(subtree_span(verb).start, source.start), max(predicate_end(verb), source.end))
        )
        if any(
            content.start <= c.start < content.end and not source.start <= c.start < source.end for c in self.countries
        ) or (len({c.country for c in self.countries if source.start <= c.start < source.end}) > 1):
            yield Attribution(content, "narration", token_span(verb), source, cue_in_content=True)

    # -- precedence ---------------------------------------------------------------------------------------------

    def _add_reported(self, found: list[Attribution], new: Attribution) -> None:
        """A reported clause swallows the partial quotations in it; a clause inside a quotation is nested."""
        inner = [a for a in found if new.content.overlaps(a.content)]
        for attribution in inner:
            if attribution.cue is not None and attribution.cue == new.cue and attribution.content.contains(new.content):
                return
            if attribution.content.contains(new.content):
                own = new.source is not None and attribution.content.contains(new.source)
                if not own or attribution.kind != "direct" or attribution.content == new.content:
                    return
        for attribution in found:
            same_cue = attribution.kind == "direct" and attribution.cue is not None and attribution.cue == new.cue
            gap = self.text[new.content.end : attribution.content.start]
            if same_cue and 0 <= attribution.content.start - new.content.end <= 30 and not _SENTENCE_END.search(gap):
                # The parser cut the clause short at the marks: “is ‘too much’”.
                new = replace(new, content=Span(new.content.start, attribution.content.end))
                inner.append(attribution)
        swallowed = [a for a in inner if new.content.contains(a.content)]
        if swallowed:
            quoted = sum(a.content.end - a.content.start for a in swallowed if a.kind in ("direct", "mixed"))
            if quoted > 0.8 * (new.content.end - new.content.start):
                return
            for attribution in swallowed:
                found.remove(attribution)
            new = replace(new, kind="mixed")
        elif any(new.content.overlaps(quote) and not quote.contains(new.content) for quote in self.quotes):
            new = replace(new, kind="mixed")
        found.append(new)

    def _add_unless_covered(self, found: list[Attribution], new: Attribution) -> None:
        """Judgements and narration are left out where the same words are already somebody's statement."""
        for attribution in found:
            if not attribution.content.overlaps(new.content):
                continue
            if attribution.cue is not None and attribution.cue == new.cue:
                return
            nested = (
                attribution.content.contains(new.content)
                and new.source is not None
                and attribution.content.contains(new.source)
            )
            if nested and not attribution.cue_in_content:
                continue
            overlap = min(attribution.content.end, new.content.end) - max(attribution.content.start, new.content.start)
            if overlap > 0.5 * min(
                attribution.content.end - attribution.content.start, new.content.end - new.content.start
            ):
                return
        found.append(new)
