"""Who may hold a sentence's statement, and toward whom: all ordered pairs of actors that a sentence brings together.

Whether a pair stands for a statement, and on which side, is for a model to say.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from pipeline.attributions.attribution import Attribution
from pipeline.countries.references import REFERENCE
from pipeline.extract.addressees import addressed
from pipeline.extract.joint_holders import is_only_partner
from pipeline.extract.pair import Holder, Pair
from pipeline.layout.spans import Span
from pipeline.layout.words import WORDS
from pipeline.people.actors import CHANNEL, LEADER, PERSON, Actor, Actors
from pipeline.people.home import HOME, home_country
from pipeline.people.joint import with_joint_speakers
from pipeline.people.speaker import NOBODY, Speaker
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading

_CONTEXT_CHARACTERS = 300
_LONGEST_HEADLINE = 160
# A sentence that names more countries lists them; the others are only targets in it.
_MOST_ACTING = 12


@dataclass(slots=True)
class _Sentence:
    span: Span
    actors: list[Actor]
    said: list[tuple[Attribution, Speaker]] = field(default_factory=list)

    @property
    def countries(self) -> list[str]:
        """What may be a target here, in order."""
        return list(dict.fromkeys(actor.country for actor in self.actors if actor.sort not in (PERSON, CHANNEL)))


class Pairs:
    """The pairs of one article.

    Parameters
    ----------
    reading : Reading
    found : sequence of Attribution
        In the order of their content.
    resolver : SpeakerResolver
    targets : collection of str
        Codes that may stand as a target.
    """

    def __init__(
        self, reading: Reading, found: Sequence[Attribution], resolver: SpeakerResolver, targets: frozenset[str]
    ) -> None:
        self._reading, self._targets = reading, targets
        self._actors = reading.once(Actors)
        self.sentences = self._read_sentences()
        starts = self._starts = [sentence.span.start for sentence in self.sentences]
        home = reading.once(home_country)
        self._nobody = replace(NOBODY, country=home, country_source=HOME if home else None)
        for attribution in found:
            speaker = _speaker(attribution, resolver)
            if speaker.country is None and home is not None:
                speaker = replace(speaker, country=home, country_source=HOME)
            speakers = with_joint_speakers(reading, attribution.source, speaker)
            frame = frame_of(attribution, self._reading.text)
            first = max(0, bisect_right(starts, frame.start) - 1)
            for sentence in self.sentences[first : bisect_left(starts, frame.end, lo=first)]:
                if min(frame.end, sentence.span.end) > max(frame.start, sentence.span.start):
                    sentence.said += [(attribution, each) for each in speakers]

    def _read_sentences(self) -> list[_Sentence]:
        read: list[_Sentence] = []
        text = self._reading.text
        for paragraph in self._reading.paragraphs:
            starts = self._reading.sentences_of(paragraph)
            for start, end in zip(starts, [*starts[1:], paragraph.end], strict=True):
                stop = start + len(text[start:end].rstrip())
                if stop > start:
                    read.append(_Sentence(Span(start, stop), self._actors.within(start, stop)))
        return read

    def __iter__(self) -> Iterator[Pair]:
        before: _Sentence | None = None
        for sentence in self.sentences:
            yield from self._of(sentence, before)
            before = sentence

    def _of(self, sentence: _Sentence, before: _Sentence | None) -> Iterator[Pair]:
        here = [code for code in sentence.countries if code in self._targets]
        behind: list[str] = []
        if before is not None:
            named = {*here, *(actor.country for actor in sentence.actors if actor.sort == CHANNEL)}
            behind = [code for code in before.countries if code in self._targets and code not in named]
        if not here and not behind:
            return
        holders = list(self._holders(sentence))
        for target in here:
            for holder in holders:
                if is_only_partner(self._reading, sentence.said, sentence.actors, holder.speaker, target):
                    continue
                if holder.speaker.country != target or _inside(holder, sentence, target):
                    yield Pair(sentence.span, sentence.span, _toward(holder, sentence, target), target)
        if behind:
            assert before is not None
            start = max(before.span.start, sentence.span.start - _CONTEXT_CHARACTERS)
            passage = Span(start, sentence.span.end)
            for target in behind:
                if not any(a.country == target and a.start >= start for a in before.actors):
                    continue
                for holder in holders:
                    if holder.speaker.country != target:
                        yield Pair(sentence.span, passage, holder, target)

    def _holders(self, sentence: _Sentence) -> Iterator[Holder]:
        """Who may hold something in a sentence: who is quoted, each country that is named, and nobody known."""
        by_country: dict[str, list[Actor]] = {}
        for actor in sentence.actors:
            by_country.setdefault(actor.country, []).append(actor)
        seen: dict[str | None, list[tuple[Attribution, Speaker]]] = {}
        for attribution, speaker in sentence.said:
            seen.setdefault(speaker.country or speaker.name, []).append((attribution, speaker))
        for said in seen.values():
            attribution, speaker = said[0]
            places = [Span(a.start, a.end) for a in by_country.get(speaker.country or "", [])]
            places += self._places_of(attribution, sentence, places)
            if not places:
                # Named before: the marker opens the sentence.
                places.append(Span(sentence.span.start, sentence.span.start))
            yield Holder(speaker, tuple(sorted(places)), tuple(each for each, _ in said))
        for country, actors in islice(by_country.items(), _MOST_ACTING):
            if country not in seen and any(actor.sort != CHANNEL for actor in actors):
                first = actors[0]
                name = self._reading.text[first.start : first.end]
                how = "reference" if first.sort == REFERENCE else "known" if first.sort in (LEADER, PERSON) else "name"
                yield Holder(Speaker(name, None, country, how), tuple(Span(a.start, a.end) for a in actors))
        if not sentence.said and (self._nobody.country is None or self._nobody.country not in by_country):
            yield Holder(self._nobody)

    def _places_of(self, attribution: Attribution, sentence: _Sentence, taken: list[Span]) -> list[Span]:
        """Where a sentence names whom it quotes without an actor's name: a pronoun, or a mark before a description."""
        source = attribution.source
        if source is None or source.start < sentence.span.start or source.end > sentence.span.end:
            return []
        others = [*taken, *(Span(actor.start, actor.end) for actor in sentence.actors)]
        if any(place.start < source.end and source.start < place.end for place in others):
            return []
        words = self._reading.text[source.start : source.end].lower()
        return [source if words in self._reading.language.cues.pronouns else Span(source.start, source.start)]

    def is_headline(self, sentence: Span) -> bool:
        """Whether a sentence stands in the first paragraph, which ends like a headline."""
        first = next(iter(self._reading.paragraphs), None)
        if first is None or sentence.start >= first.end or len(self._reading.paragraphs) == 1:
            return False
        return (
            first.end - first.start <= _LONGEST_HEADLINE
            and self._reading.text[first.start : first.end].rstrip()[-1:] not in '.”"'
        )

    def is_alleged(self, pair: Pair) -> bool:
        """Whether somebody who is quoted tells of the act."""
        if pair.holder.attribution is not None or not pair.holder.places:
            return False
        at = pair.holder.places[0].start
        said = self.sentences[bisect_left(self._starts, pair.sentence.start)].said
        return any(attribution.content.start <= at < attribution.content.end for attribution, _ in said)

    def roles(self, pair: Pair) -> list[tuple[int, int, str, str]]:
        """Start, end, country and role of everybody in the passage, in order and without overlaps."""
        speaker = pair.holder.speaker.country
        places = set(pair.holder.places)
        marked: list[tuple[int, int, str, str]] = []
        for actor in self._actors.within(*pair.passage):
            if marked and actor.start == marked[-1][0]:
                # "Both countries": the target where it is one of them.
                if actor.country == pair.target and marked[-1][3] != "target":
                    marked[-1] = (actor.start, actor.end, actor.country, "target")
                continue
            if marked and actor.start < marked[-1][1]:
                continue
            role = "other"
            if actor.country == pair.target:
                role = "target"
            elif actor.country == speaker:
                role = "speaker"
            place = addressed(self._reading, pair.holder.attribution, actor)
            start, end = place if role == "target" else (actor.start, actor.end)
            marked.append((start, end, actor.country, role))
        starts = [start for start, *_ in marked]
        for place in places:
            # Those that are marked do not overlap, so only the last that begins before the place ends may hold it.
            near = bisect_left(starts, max(place.end, place.start + 1)) - 1
            if near < 0 or marked[near][1] <= place.start:
                marked.append((place.start, place.end, speaker or "", "speaker"))
        return sorted(marked)


def _inside(holder: Holder, sentence: _Sentence, target: str) -> bool:
    """Whether what the holder says names the target in this sentence."""
    meant = [actor.start for actor in sentence.actors if actor.country == target]
    return any(each.content.start <= start < each.content.end for each in holder.said for start in meant)


def _toward(holder: Holder, sentence: _Sentence, target: str) -> Holder:
    """The holder with what he says of the target first: "closed its port and sent oil to Chad"."""
    meant = [actor.start for actor in sentence.actors if actor.country == target]
    about = [each for each in holder.said if any(each.content.start <= at < each.content.end for at in meant)]
    return replace(holder, said=(*about, *(each for each in holder.said if each not in about))) if about else holder


def frame_of(attribution: Attribution, text: str) -> Span:
    """The statement with the cue that governs it, where that stands right before it in the same line."""
    content, cue = attribution.content, attribution.cue
    if (
        cue is not None
        and cue.start < content.start
        and "\n" not in text[cue.start : content.start]
        and WORDS.search(text, *cue)
    ):
        return Span(cue.start, content.end)
    return content


def _speaker(attribution: Attribution, resolver: SpeakerResolver) -> Speaker:
    source, content = attribution.source, attribution.content
    if source is None and attribution.cue is None and attribution.kind == "direct":
        return resolver.previous() if attribution.continues else NOBODY
    return resolver.resolve(attribution.antecedent or source, content, remember=not attribution.nested)
