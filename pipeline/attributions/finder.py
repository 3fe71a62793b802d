"""What every method of finding attributions has in common: the paragraphs it reads, and what the layout tells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.country_turns import country_turns
from pipeline.attributions.headlines import with_headline
from pipeline.attributions.introduced import with_introduced
from pipeline.attributions.labelled import labelled
from pipeline.attributions.media import past_media
from pipeline.attributions.names_of_speakers import with_whole_names
from pipeline.attributions.running_quotations import with_running_quotations
from pipeline.reading import Reading, ReadParagraph


class AttributionFinder(ABC):
    """A method of finding attributions.

    Parameters
    ----------
    everywhere : bool, default=False
        Read all paragraphs, not only those that name a country or quote somebody.
    """

    def __init__(self, everywhere: bool = False) -> None:
        self.everywhere = everywhere

    def find(self, reading: Reading) -> list[Attribution]:
        """The attributions of a text, in the order of their content."""
        paragraphs = [p for p in reading.paragraphs if self.everywhere or p.quotations or p.countries]
        labels = [voice for voice in reading.voices if voice.before]
        labels = sorted([*labels, *country_turns(reading)], key=lambda voice: voice.source)
        found: list[Attribution] = []
        before: ReadParagraph | None = None
        for paragraph, proposed in zip(paragraphs, self.proposed(reading, paragraphs), strict=True):
            spoken = labelled(reading, labels, paragraph)
            here = [spoken] if spoken else with_headline(reading, paragraph, with_whole_names(reading, list(proposed)))
            completed = self.completed(reading, paragraph, before, here)
            found += (
                completed if spoken else with_introduced(reading, paragraph, past_media(reading, paragraph, completed))
            )
            before = paragraph
        return with_running_quotations(reading, paragraphs, found)

    @abstractmethod
    def proposed(self, reading: Reading, paragraphs: Sequence[ReadParagraph]) -> Iterable[Iterable[Attribution]]:
        """What the method finds in each of the paragraphs."""

    @abstractmethod
    def completed(
        self, reading: Reading, paragraph: ReadParagraph, before: ReadParagraph | None, found: list[Attribution]
    ) -> list[Attribution]:
        """What was found in a paragraph, by the method or by the layout, with what follows from it.

        Parameters
        ----------
        before : ReadParagraph, optional
            The paragraph read before this one.
        """
