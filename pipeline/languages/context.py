"""The words beside the name of a country that tell what it means there, and the phrases that mean one named before."""

from __future__ import annotations

from typing import ClassVar

from pipeline.languages.lexicon import Phrases, WordLists, Words


class Context(WordLists):
    """Words beside names of countries; see ``context.yaml``."""

    names_carried_by: Words
    names_follow: Words
    plain_attributes: Words
    opening_attributes: Words
    things: Words
    accounts: Words
    language_lead: Words
    other_places: Words
    joining_places: Words
    first_names: Words
    things_named: Words
    kin: Words
    other_where_near: dict[str, Words]
    firm_words: Words
    common_firm_words: Words
    bodies_of_states: Words
    before_people: Words
    language_list_lead: Words
    capitals_lead: Words
    detached: Words
    joining_capitals: Words
    words_in_capitals: Words
    leading_article: Words
    owners: Words
    function_words: Words
    language_list_joining: Words
    language_list_amount: Words
    households: Words
    titles_of_people: Words
    shared_names: dict[str, Phrases]
    same_everywhere: Words
    given_names: Words
    nearest: Words
    events: Words
    within_events: Words
    events_of: Words
    compass: Words
    attributes: Words
    in_place: Words
    of_states: Words
    rivers: Words


class References(WordLists):
    """Phrases such as "the two countries"; see ``references.yaml``."""

    disjoint: ClassVar = (("one", "two", "first_of_two", "second_of_two"),)

    one: Words
    two: Words
    two_alone: Words
    first_of_two: Words
    second_of_two: Words
    nouns: Words
    articles: Words
    described: Words
    fixed: dict[str, Phrases]
    bodies: dict[str, Phrases]
    called: dict[str, Phrases]
    own: Words
    beside_it: Words
    acting: Words
    its: Words
    of: Words
