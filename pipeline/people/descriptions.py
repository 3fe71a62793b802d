"""What an article says beside a person's name: title or office, country, and gender where a title tells it."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.countries.gazetteer import CountryMention, mentions_within
from pipeline.layout.names import TOKEN
from pipeline.people.person import Person
from pipeline.people.surroundings import patterns
from pipeline.reading import Reading

_REACH_BEFORE = 90
_LONGEST_ORGANISATION = 30
_MOST_ATTRIBUTES = 3
_LONGEST_OFFICE = 7
_LOOSE = "’',."
# "the Iranian poet Shirin D." – an occupation that is no office still follows a nationality.
_NATIONALITY = re.compile(r"(?P<country>[A-Z][\w-]+)\s+(?:[a-z-]+\s+){1,3}$")


class Descriptions:
    """Reads what stands around the names of one article."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._countries = reading.countries
        self._country_starts = [c.start for c in reading.countries]
        self._words = reading.language.people
        self._patterns = patterns(reading.language)
        self._grammar = reading.language.grammar
        self._endings = ("", *sorted(self._grammar.possessive_endings))
        self._media = reading.language.cues.media_nouns
        self.roles = reading.language.roles

    def country_at(self, start: int, end: int) -> CountryMention | None:
        """The mention of a country that overlaps two offsets."""
        index = bisect_right(self._country_starts, start) - 1
        if index >= 0 and self._countries[index].end > start:
            return self._countries[index]
        if index + 1 < len(self._countries) and self._countries[index + 1].start < end:
            return self._countries[index + 1]
        return None

    def is_title(self, start: int, end: int) -> bool:
        """Whether a title stands between two offsets."""
        return self.roles.is_title(self._text[start:end])

    def is_office(self, role: str) -> bool:
        """Whether the words of a title make one, not the field of one alone: "Minister", but not "Foreign"."""
        return any(word.lower().strip(".") not in self.roles.fields for word in role.split())

    def in_organisation(self, start: int) -> bool:
        """Whether the name at `start` is the end of an organisation's: "the European Court of Human Rights"."""
        found = self._patterns.organisation_of.search(self._text, max(0, start - _LONGEST_ORGANISATION), start)
        return found is not None and found[1].lower() in self.roles.organisation_words

    def is_head(self, start: int, end: int) -> bool:
        """Whether the noun of an office stands between two offsets, whatever the words before it: "Minister"."""
        return self._text[start:end].lower() in self.roles.heads

    def follows_office(self, start: int) -> bool:
        """Whether a name of one word stands right behind an office in small letters: "minister Sutrisno"."""
        lead = self._text[max(0, start - _LONGEST_ORGANISATION) : start]
        return lead.endswith(tuple(f" {office} " for office in self._words.offices_of_one_name))

    def describe(self, person: Person, leading: list[tuple[int, int]], start: int, end: int, role: str | None) -> None:
        """Add to `person` what stands beside the name between two offsets, after the words `leading` with the title `role`."""
        for word in (role or "").lower().replace(".", "").split():
            person.gender = person.gender or self.roles.gender.get(word)
        closed = self._text[end : end + 1] in (",", ".", ";")
        first = leading[0][0] if leading else start
        titled = any(self.is_title(*word) for word in leading)
        # "The envoy spoke to Turkish President Ann Lee": a title behind the country makes it no place of a post.
        posted = self._posted(first) if leading and not titled else None
        if posted is not None:
            first, closed = posted, False
        is_field = role is not None and not self.is_office(role)
        before_start, lower_role = self._role_before(first, closed, is_field, titled)
        if is_field and lower_role is not None:
            lower_role += f" {next(iter(self._words.of))}"
        in_apposition = lower_role is not None and self._text[:first].rstrip().endswith(",")
        role = " ".join(filter(None, [lower_role, role])) or None
        for word in (lower_role or "").lower().split():
            person.gender = person.gender or self.roles.gender.get(word)
        if role and (person.role is None or len(role) > len(person.role)):
            person.role = role
        if person.country is None:
            mention = (
                self._own_country(before_start, start if posted is None else first, role) if role or leading else None
            )
            mention = mention or self._nationality(start)
            if mention is not None and self._patterns.belongs(self._text, mention):
                person.country, person.country_source = mention.country, "title"
        if person.country is None and (of := self._patterns.of.match(self._text, end)):
            mention = self.country_at(of.end(), of.end() + 1)
            if mention is not None and mention.sort == "name":
                person.country, person.country_source = mention.country, "apposition"
        # "The premier, Jan Wolski, warned the German minister": the sentence goes on behind the second comma.
        apposition = None if in_apposition else self._patterns.apposition.match(self._text, end)
        apposition = apposition or self._patterns.predicate.match(self._text, end)
        if apposition:
            phrase_start, phrase_end = apposition.span("role")
            noun = self._patterns.noun_of_apposition(apposition)
            if any(self.roles.is_title(word) for word in noun[-_LONGEST_OFFICE:]):
                if person.role is None:
                    person.role = self._office(phrase_start, phrase_end)
                if person.country is None and (mention := self._first_country(phrase_start, phrase_end)):
                    person.country, person.country_source = mention.country, "apposition"

    def _nationality(self, start: int) -> CountryMention | None:
        """The adjective of a country before an occupation, which is no title: "the Iranian poet Shirin D."."""
        found = _NATIONALITY.search(self._text, max(0, start - _REACH_BEFORE), start)
        occupation = found[0].split()[1:] if found else []
        # "The Peruvian daily La Costa" is no person, "Israeli troops killed Omar Haddad" no occupation.
        if found is None or not self._media.isdisjoint(occupation) or not self._patterns.is_occupation(occupation):
            return None
        # A Mexican-American is American.
        mention = self._last_country(*found.span("country"))
        # "Peru praised Angela Merkel".
        return mention if mention is not None and mention.sort == "adjective" else None

    def _posted(self, start: int) -> int | None:
        """Where the preposition begins that makes the country at `start` the place of a post, not the person's own."""
        if not self.country_at(start, start + 1):
            return None
        found = self._patterns.posted.search(self._text, max(0, start - 10), start)
        return found.start() if found else None

    def _office(self, start: int, end: int) -> str | None:
        kept: list[str] = []
        for word in self._text[start:end].split():
            bare = self._grammar.possessive.sub("", word.strip(_LOOSE)).lower()
            if self.roles.is_title(bare) or (kept and bare in self._words.within_office):
                kept.append(word)
            elif kept:
                break
        while kept and kept[-1].lower() in self._words.within_office:
            kept.pop()
        return " ".join(kept) or None

    def _role_before(
        self, start: int, closed: bool, field_follows: bool = False, titled: bool = False
    ) -> tuple[int, str | None]:
        """Lower-case role words right before a name: "Norwegian foreign minister Ola Hansen".

        A comma may stand between where another mark follows the name (`closed`): "Ghana's minister, Esi Boateng, …", and the
        country before it: "the minister of Ghana, Esi Boateng, …". With `field_follows` an office may stand before "of":
        "Secretary of State". With `titled`, or behind such a word, the dot of a country's initials ends no sentence:
        "U.S. envoy Ann Lee".
        """
        begin = start
        words: list[str] = []
        links = self._words.between_titles if field_follows else frozenset[str]()
        tokens = list(TOKEN.finditer(self._text, max(0, start - _REACH_BEFORE), start))[::-1]
        for number, token in enumerate(tokens):
            gap = self._text[token.end() : begin]
            word = token.group()
            apposed = closed and begin == start and gap.strip(" ") == ","
            initials = "." in word[:-1] and (titled or bool(words)) and self.country_at(*token.span()) is not None
            ended = word.endswith(".") and word.lower().strip(".") not in self.roles.abbreviated and not initials
            if ended or "\n" in gap or (gap.strip(" ") not in self._endings and not apposed):
                break
            if self.roles.is_title(word):
                words.insert(0, word)
                links = self._words.between_titles | self._words.coordinated
                begin = token.start()
            elif self.country_at(*token.span()):
                if apposed:
                    # Not "for": an envoy for Nepal is not of it.
                    links |= self._words.of | self._words.articles
                begin = token.start()
            elif word.lower() in links:
                begin = token.start()
            else:
                begin = self._before_attributes(tokens[number:], begin) if words else begin
                break
        # "For the Chinese, Admiral Lee": without an office before the comma the country is not the bearer's.
        across = not words and self._text[begin:start].rstrip().endswith(",")
        return (start if across else begin), " ".join(words) or None

    def _before_attributes(self, tokens: list[re.Match[str]], begin: int) -> int:
        """Where the country before an office at `begin` starts, over a few attributes: "Israel's far-right minister".

        The words before the office are given from right to left; without such a country it is `begin` itself.
        """
        behind = begin
        for token in tokens[: _MOST_ATTRIBUTES + 1]:
            word = token.group()
            if self._text[token.end() : behind] != " ":
                break
            country = self.country_at(*token.span())
            if country is not None:
                owns = self._grammar.possessive.search(word) is not None
                return token.start() if owns or country.sort == "adjective" else begin
            if not (word[0].islower() and self._patterns.is_occupation([word])):
                break
            behind = token.start()
        return begin

    def _own_country(self, start: int, end: int, role: str | None) -> CountryMention | None:
        """The last country before a name that can be that of its bearer: Peru's U.N. ambassador is of Peru."""
        inside = mentions_within(self._countries, start, end)
        if not self.roles.sent.isdisjoint((role or "").lower().split()):
            inside = [mention for mention in inside if mention.country not in self.roles.sent_to]
        return inside[-1] if inside else None

    def _last_country(self, start: int, end: int) -> CountryMention | None:
        inside = mentions_within(self._countries, start, end)
        return inside[-1] if inside else None

    def _first_country(self, start: int, end: int) -> CountryMention | None:
        for mention in mentions_within(self._countries, start, end):
            lead = self._text[start : mention.start].rstrip().lower()
            if mention.sort != "adjective":
                # "The envoy to the United States"; but an "adviser to the Turkish president" is Turkish.
                lead = self._patterns.article_behind.sub("", lead)
            studied = mention.sort == "name" and self._patterns.studied.match(self._text, mention.end)
            toward = lead.endswith(tuple(f" {word}" for word in self._words.described_toward))
            if not studied and not toward and self._patterns.belongs(self._text, mention):
                return mention
        return None
