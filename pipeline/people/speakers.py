"""Who a source phrase means: the fullest name, the role and the country of a statement's speaker."""

from __future__ import annotations

from pipeline.layout.spans import Span
from pipeline.people.origin import origin_of
from pipeline.people.phrase import SourcePhrase
from pipeline.people.resolvers import RESOLVERS
from pipeline.people.speaker import NOBODY, Memory, Speaker
from pipeline.reading import Reading


class SpeakerResolver:
    """Resolves source phrases in the order of the article; a pronoun means the speaker before it.

    Parameters
    ----------
    reading : Reading
        The article.
    address : str, optional
        The article's URL or its outlet's domain, which tells where it comes from if no dateline does.
    """

    def __init__(self, reading: Reading, address: str | None = None) -> None:
        self._reading = reading
        self._memory = Memory(origin_of(reading, address))

    def resolve(self, source: Span | None, content: Span, remember: bool = True) -> Speaker:
        """The speaker behind the phrase `source` of a statement with the given `content`.

        With `remember`, a pronoun in a later statement may mean this speaker; whom a quotation quotes it may not.
        """
        if source is None:
            return NOBODY
        phrase, memory = SourcePhrase(self._reading, source, self._memory.origin), self._memory
        answers = (resolver(phrase, memory) for resolver in RESOLVERS)
        speaker = next(answer for answer in answers if answer is not None)
        if speaker.name is not None and remember:
            memory.last = speaker
            if memory.institution is not None and speaker.country not in (None, memory.institution.country):
                memory.institution = None
            if phrase.is_of_a_person:
                memory.last_person, memory.last_person_at = speaker, source.start
        return speaker

    def previous(self) -> Speaker:
        """The speaker of the statement before, for a quotation that goes on without naming one."""
        return self._memory.last or NOBODY
