"""The circumstances of a pair, as words: how holder and target stand to each other in sentence and article.

They tell what the masked text does not: whether the target is the holder's own country, who is quoted, how the holder's country is known.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from pipeline.extract.pair import Pair
from pipeline.extract.pairs import Pairs
from pipeline.layout.words import WORDS
from pipeline.people.actors import Actor, Actors
from pipeline.people.topics import opens_as_topic
from pipeline.reading import Reading

DIRECT = "direct"
_FAR = (2, 6, 15)
_LENGTHS = (60, 120, 200, 320)
_TIMES = (1, 2, 5, 10)
_PLACES = (1, 3, 10, 30)


class Circumstances:
    """Says the circumstances of the pairs of one article.

    Parameters
    ----------
    reading : Reading
    pairs : Pairs
        Of that article.
    """

    def __init__(self, reading: Reading, pairs: Pairs) -> None:
        self._reading, self._pairs = reading, pairs
        self._actors = reading.once(Actors)
        self._times = Counter(actor.country for actor in self._actors.all)
        self._starts = [sentence.span.start for sentence in pairs.sentences]

    def of(self, pair: Pair) -> list[str]:
        """The circumstances of a pair, single ones first and then two at a time."""
        single = list(self._single(pair))
        return [*single, *(f"{one}&{other}" for one, other in combinations(single[:7], 2))]

    def _single(self, pair: Pair) -> Iterator[str]:
        holder, target = pair.holder, pair.target
        attribution = holder.attribution
        inside = self._actors.within(*pair.passage)
        meant = [actor for actor in inside if actor.country == target]
        nearest = self._nearest(pair, meant)
        yield "own" if holder.speaker.country == target else "foreign"
        yield "here" if pair.passage == pair.sentence else "before"
        yield f"kind:{attribution.kind if attribution else 'narration'}"
        yield f"how:{holder.speaker.country_source}"
        yield f"target:{nearest.sort}"
        yield "said" if self._is_said(pair, nearest) else "beside"
        yield f"countries:{min(4, len({actor.country for actor in inside}))}"
        yield f"order:{self._order(pair, nearest)}"
        yield f"mentions:{min(3, len(meant))}"
        yield f"often:{_step(self._times[target], _TIMES)}"
        yield f"holder:{_step(self._times[holder.speaker.country or ''], _TIMES)}"
        yield f"long:{_step(pair.sentence.end - pair.sentence.start, _LENGTHS)}"
        yield f"place:{_step(bisect_left(self._starts, pair.sentence.start), _PLACES)}"
        yield f"headline:{self._pairs.is_headline(pair.sentence)}"
        yield f"alleged:{self._pairs.is_alleged(pair)}"
        yield f"quoted:{any(q.start <= nearest.start < q.end for q in self._reading.quotations)}"
        if attribution is not None and attribution.cue is not None:
            yield f"cue:{self._reading.text[attribution.cue.start : attribution.cue.end].lower()[:20]}"

    def _nearest(self, pair: Pair, meant: list[Actor]) -> Actor:
        """The mention of the target that stands nearest to the holder, none in the words that name the speaker if there is another."""
        source = pair.holder.attribution.source if pair.holder.attribution else None
        if source is not None:
            meant = [actor for actor in meant if not source.start <= actor.start < source.end] or meant
        if not pair.holder.places:
            return meant[-1]
        return min(meant, key=lambda actor: (abs(actor.start - pair.holder.places[0].start), actor.start))

    def _is_said(self, pair: Pair, mention: Actor) -> bool:
        attribution = pair.holder.attribution
        if attribution is None:
            return False
        # "Of Peru she said: “…”": the topic belongs to what is quoted.
        topic = attribution.kind == DIRECT and mention.end < attribution.content.start < pair.sentence.end
        if topic and opens_as_topic(self._reading, mention.start, mention.end):
            return True
        # "Peru was praised by Chile, but was condemned by Bolivia": both are about Peru.
        verb = WORDS.search(self._reading.text, *attribution.content)
        passive = attribution.cue_in_content and verb and verb[0].lower() in self._reading.language.grammar.be
        if passive and mention == self._first(pair):
            return True
        return attribution.content.start <= mention.start < attribution.content.end

    def _first(self, pair: Pair) -> Actor | None:
        """Who is named first in the sentence."""
        return next(iter(self._actors.within(*pair.sentence)), None)

    def _order(self, pair: Pair, mention: Actor) -> str:
        """Whether the holder stands before or after the target, and how many words are between."""
        if not pair.holder.places:
            return "none"
        place = min(pair.holder.places, key=lambda span: abs(span.start - mention.start))
        first, last = (place.end, mention.start) if place.start <= mention.start else (mention.end, place.start)
        between = len(WORDS.findall(self._reading.text[first:last])) if last > first else 0
        return f"{'before' if place.start <= mention.start else 'after'}-{_step(between, _FAR)}"


def _step(number: int, steps: tuple[int, ...]) -> int:
    return sum(number > step for step in steps)
