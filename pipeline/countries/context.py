"""What the words beside the name of a country say about it: whether it means the country at all."""

from __future__ import annotations

import re
from functools import cache

from pipeline.countries.events import names_an_event
from pipeline.countries.others_near import others_near
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.title_case import in_title_case

# In the same line: what ends a heading is no part of a name in the text below it.
_WORD_BEFORE = re.compile(r"([^\W_][\w’'.-]*)[^\S\n]+$")
_WORD_AFTER = re.compile(r"[^\S\n]+([^\W_][\w’'-]*)")
_PLACE_BEFORE = re.compile(r"[A-Z][\w’'.-]+,\s+$")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_SHORT = 3
_LEAD = 60
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?][”\"’']*\s+")


class CountryContext:
    """Decides by the lists of one language, see ``context.yaml``, what a name means where it stands."""

    def __init__(self, language: Language) -> None:
        self._language, words = language, language.context
        self._words = words
        self._titles, self._abbreviated = language.roles.titles, language.roles.abbreviated
        self._possessive = tuple(language.grammar.possessive_endings)
        self._possessive_capitals = tuple(ending.upper() for ending in self._possessive)
        self._detached = re.compile(rf"-(?:{any_of(words.detached)})\b")
        self._account = re.compile(rf"\s+\S+\s+(?:{any_of(words.accounts)})(?!\w)")
        self._firms = re.compile(rf"(?: [A-Z][\w’'&-]*){{0,2}} (?P<word>{any_of(words.firm_words)})(?!\w)")
        carried, bodies = any_of(words.names_carried_by | words.firm_words), any_of(words.bodies_of_states)
        self._of_state_bodies = re.compile(
            rf"(?: [A-Z][\w’'&-]*)?? (?:{carried}) (?:{bodies}|(?i:{any_of(language.roles.heads)}))(?!\w)"
        )
        joining, amount = any_of(words.language_list_joining), any_of(words.language_list_amount)
        self._language_list = re.compile(
            rf"\b(?:{any_of(words.language_list_lead)}) [A-Z]\w+(?:, [A-Z]\w+)*,? (?:{joining}) (?:(?:{amount}) )?$"
        )
        self._language_source = re.compile(rf"\b(?:{any_of(w for w in words.language_list_lead if ' ' in w)}) $")
        self.in_other_place = re.compile(rf",\s+(?P<place>{any_of(words.other_places)})(?!\w)")
        self._others = others_near(language)
        grammar = self._grammar = language.grammar
        cues = language.cues
        self._openers = (
            words.function_words
            | words.attributes
            | grammar.determiners
            | grammar.prepositions
            | grammar.subordinators
            | grammar.auxiliaries
            | grammar.time_words
            | grammar.adverbs
            | grammar.conjunctions
            | language.verb_forms(cues.speech | cues.judgement | cues.act_verbs).keys()
        )
        self._codes = {row["form"]: row["country"] for row in language.gazetteer if row["sort"] in ("name", "seat")}
        self._seats = {row["form"]: row["country"] for row in language.gazetteer if row["sort"] == "seat"}
        self.places = frozenset(self._codes)

    def means_country(self, text: str, start: int, end: int, sort: str, ambiguous: bool) -> bool:
        """Whether the form of the gazetteer at ``start:end`` means the country there."""
        if sort == "organisation":
            return text[start:end] not in self._words.words_in_capitals or not self._among_capitals(text, start, end)
        of_state = self._of_state_bodies.match(text, end) is not None
        if self._detached.match(text, end) or (not of_state and self._is_firm(text, start, end)):
            return False
        if (state := self.in_other_place.match(text, end)) and not self._is_listed(
            text[start:end], state["place"], sort, ambiguous
        ):
            return False
        before = _WORD_BEFORE.search(text, max(0, start - 40), start)
        after = _WORD_AFTER.match(text, end)
        word_before = "" if before is None or self._ends_sentence(before[1]) else before[1]
        word_after = after[1] if after else ""
        if not of_state:
            led = word_before.rstrip(".") in self._words.names_follow
            if word_after in self._words.names_carried_by or (
                led and not self._is_attribute(text, start, word_before, sort, ambiguous)
            ):
                return False
        if sort == "seat" and names_an_event(text, start, end, self._language):
            return False
        if sort == "people" and (self._is_team(text, start, word_before) or self._others.meant(text, start, end)):
            return False
        if sort in ("adjective", "people"):
            return not self._is_thing_or_language(text, start, end, word_before, word_after)
        if word_before in self._words.first_names or word_after in self._words.things_named:
            return False
        if text[start:end].isupper():
            return self._means_country_in_capitals(text, start, end, word_before, ambiguous)
        return not ambiguous or not self._part_of_another_name(text, start, end, word_before, word_after)

    def _is_firm(self, text: str, start: int, end: int) -> bool:
        """Whether a firm carries the name: "Seoul Dynamics"; in a headline only by a word that nothing but firms has."""
        firm = self._firms.match(text, end)
        return firm is not None and not (firm["word"] in self._words.common_firm_words and in_title_case(text, start))

    def _is_attribute(self, text: str, start: int, word: str, sort: str, ambiguous: bool) -> bool:
        """Whether the word before a name is no part of it, though names begin so: "New US tariffs", "New French laws"."""
        if sort in ("adjective", "people"):
            return word in self._words.plain_attributes
        opens = word in self._words.opening_attributes and _begins_clause(text, start - len(word) - 1)
        return opens and not ambiguous

    def _is_listed(self, form: str, place: str, sort: str, ambiguous: bool) -> bool:
        """Whether a form before a comma and `place` is in a list or there: "Ukraine, Georgia", "Tbilisi, Georgia"."""
        if sort == "seat":
            return self._seats.get(form) == self._codes.get(place)
        return place in self.places and sort == "name" and not ambiguous

    def _ends_sentence(self, word: str) -> bool:
        """Whether the dot behind a word is a full stop: "on Monday." but not "Gov.", "U.S." or "J."."""
        bare = word[:-1]
        if not word.endswith(".") or len(bare) <= 1 or "." in bare:
            return False
        return bare not in self._words.names_follow and bare.lower() not in self._abbreviated

    def _is_team(self, text: str, start: int, before: str) -> bool:
        """ "The Springfield Swedes": a people right behind a capitalised word that is no title."""
        named = before[:1].isupper() and not before.isupper() and before not in self._words.before_people
        position = start - len(before) - 1
        lower = before.lower()
        return (
            named
            and lower not in self._words.function_words
            and lower not in self._titles
            and not _begins_clause(text, position)
        )

    def _is_thing_or_language(self, text: str, start: int, end: int, before: str, after: str) -> bool:
        if after in self._words.things and not self._account.match(text, end):
            return True
        if after in self._words.owners and _begins_clause(text, start):
            return True
        lead = text[max(0, start - _LEAD) : start]
        if after in ("", *self._words.function_words) and (
            self._language_list.search(lead) or self._language_source.search(lead)
        ):
            return True
        followed_by_noun = (
            after.islower() and after not in self._words.function_words
        ) or after.lower() in self._titles
        return (
            before.lower() in self._words.language_lead
            and not followed_by_noun
            and text[end : end + 1] not in ("’", "'")
        )

    def _means_country_in_capitals(self, text: str, start: int, end: int, before: str, ambiguous: bool) -> bool:
        """Whether a form in capitals means the country: "US AND THEM" and "MICHAEL JORDAN" do not."""
        form = text[start:end]
        if form in self._words.words_in_capitals and self._among_capitals(text, start, end):
            word = _WORD_AFTER.match(text, end)
            opens = _begins_clause(text, start) and not (word and word[1] in self._words.joining_capitals)
            led = (
                before.lower() in self._words.leading_article
                or text.startswith(self._possessive_capitals, end)
                or text[end : end + 1] == "-"
            )
            return opens or led or bool(before and not before.isupper())
        opens = _begins_clause(text, start) or text[max(0, start - 2) : start] == ", "
        return not ambiguous or len(form) <= _SHORT or opens or before in self._words.capitals_lead

    def _among_capitals(self, text: str, start: int, end: int) -> bool:
        line_start, line_end = text.rfind("\n", max(0, start - 80), start) + 1, text.find("\n", end, end + 80)
        line = text[max(line_start, start - 80) : line_end if line_end >= 0 else end + 80]
        return len(_CAPITALS.findall(line)) >= 3 and not any(c.islower() for c in line[:40])

    def _part_of_another_name(self, text: str, start: int, end: int, before: str, after: str) -> bool:
        if (
            text.startswith(self._possessive, end)
            and (kin := _WORD_AFTER.match(text, end + 2))
            and kin[1] in self._words.kin
        ):
            return True
        if after in self._words.households:
            return True
        if self._others.meant(text, start, end):
            return True
        if self._is_alone_in_headline(text, start, before, after):
            return False
        no_name = self._words.function_words | self._grammar.time_words
        if after and after[0].isupper() and after.lower() not in self._titles and after.lower() not in no_name:
            return True
        if text[start:end] in self._words.other_places and _PLACE_BEFORE.search(text, max(0, start - 30), start):
            return not self._after_country(text, start, end)
        position = start - len(before) - 1
        if not before[:1].isupper() or before.lower() in no_name or self._is_month(text, position, before):
            return False
        title = before.lower().strip(".")
        if title in self._titles:
            return title in self._abbreviated or title in self._words.titles_of_people
        return before in self.places or not _begins_clause(text, position) or not self._may_open(before)

    def _is_alone_in_headline(self, text: str, start: int, before: str, after: str) -> bool:
        """Whether the capitals beside a name in a headline are words of its sentence: "India Slams", "Trump Warns Turkey Over"."""
        if not in_title_case(text, start):
            return False
        goes_on = after.lower() in self._openers
        if not before[:1].isupper():
            return goes_on
        led = before.lower() in self._openers and not _begins_clause(text, start - len(before) - 1)
        return led and (goes_on or not after[:1].isupper())

    def _is_month(self, text: str, position: int, word: str) -> bool:
        """Whether a word at `position` is a month, and no first name: "in April Israel", not "April Jordan"."""
        lead = _WORD_BEFORE.search(text, max(0, position - _LEAD), position)
        return (
            word.lower() in self._grammar.months and lead is not None and lead[1].lower() in self._grammar.prepositions
        )

    def _may_open(self, word: str) -> bool:
        """Whether a word at the beginning of a sentence is no first name: "Yesterday Chad", "Help Georgia", "Tiny Jordan"."""
        lower, grammar = word.lower(), self._grammar
        return (
            "-" in word
            or word.isupper()
            or lower in self._openers
            or word in self._words.before_people | self._words.compass
            or grammar.ends_as(lower, grammar.adverb_endings | grammar.past_endings)
        )

    def _after_country(self, text: str, start: int, end: int) -> bool:
        """Whether the word before the comma is a country or a seat itself, as in a list or after the capital."""
        found = _PLACE_BEFORE.search(text, max(0, start - 30), start)
        place = "" if found is None else found[0].rstrip(" ,")
        # "Tbilisi, Georgia", but "Cairo, Georgia" is another town.
        return (
            place in self.places
            and self._seats.get(place, self._codes[text[start:end]]) == self._codes[text[start:end]]
        )


def _begins_clause(text: str, position: int) -> bool:
    # A capital is no sign of a name where a sentence or line begins.
    lead = text[max(0, position - 3) : position].rstrip(" “\"'‘")
    return position <= 0 or lead.endswith((".", "!", "?", "\n", ":")) or text[max(0, position - 1)] == "\n"


@cache
def country_context(language: Language) -> CountryContext:
    """The context lists of `language`, read once."""
    return CountryContext(language)
