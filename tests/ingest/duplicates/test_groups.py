"""Which articles are near-copies: on generated news with and without look-alikes, beside datasketch, and rule by rule."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.duplicates import bands, buckets, comparison, group
from pipeline.ingest.duplicates.collection import Collection, Shelf
from pipeline.ingest.duplicates.sketches import sketches
from tests.ingest.duplicates.invented_news import Newsroom, Text, edition
from tests.ingest.duplicates.test_sketches import of_words, sequences

THRESHOLD = 0.6
PEOPLE = ["Ada Lomo", "Beno Rati", "Cira Solo", "Dano Vari", "Lomeko", "Tavesa", "Rodima", "Kafoze"]


def grouped(texts: Mapping[str, str], threshold: float = THRESHOLD) -> dict[str, str]:
    return group(dict(zip(texts, sketches(list(texts.values())), strict=True)), threshold)


def together(*texts: str, threshold: float = THRESHOLD) -> bool:
    return set(grouped({f"t{n}": text for n, text in enumerate(texts)}, threshold).values()) == {"t0"}


def pairs(groups: Mapping[str, str]) -> set[tuple[str, str]]:
    members = defaultdict(list)
    for name, label in groups.items():
        members[label].append(name)
    return {pair for names in members.values() for pair in combinations(sorted(names), 2)}


def body(seed: int, words: int) -> str:
    """So many words of one story."""
    newsroom = Newsroom(seed)
    return " ".join(" ".join(newsroom.paragraphs(newsroom.cast(), words)).split()[:words])


@pytest.fixture(scope="module")
def news() -> list[Text]:
    return edition(seed=26, stories=150)


def test_near_copies_are_found_and_look_alikes_are_not(news: list[Text]) -> None:
    found = pairs(grouped({text.name: text.words for text in news}))
    true = pairs({text.name: text.story for text in news})
    assert len(true) > 300
    assert len(found & true) / len(found) >= 0.97
    assert len(found & true) / len(true) >= 0.97


@pytest.mark.parametrize("retelling", ["other_headline", "with_agency_line", "updated", "cut", "edited"])
def test_each_way_of_telling_a_story_again_is_found(retelling: str) -> None:
    newsroom = Newsroom(7)
    articles = [newsroom.article() for _ in range(150)]
    again = [getattr(newsroom, retelling)(article) for article in articles]
    texts = {
        f"{n:03}-{copy}": " ".join(told)
        for copy, all_told in enumerate((articles, again))
        for n, told in enumerate(all_told)
    }
    labels = grouped(texts)
    assert np.mean([labels[f"{n:03}-0"] == labels[f"{n:03}-1"] for n in range(150)]) >= 0.97


def test_what_datasketch_finds_by_resemblance_is_found(news: list[Text]) -> None:
    index = MinHashLSH(threshold=0.8, num_perm=128)
    hashes = {}
    for text in news[:400]:
        hashes[text.name] = MinHash(num_perm=128)
        hashes[text.name].update_batch([" ".join(sequence).encode() for sequence in sequences(text.words)])
        index.insert(text.name, hashes[text.name])
    theirs = {
        (name, other)
        for name, hashed in hashes.items()
        for other in index.query(hashed)
        if name < other and hashed.jaccard(hashes[other]) >= 0.8
    }
    assert len(theirs) > 20
    assert theirs <= pairs(grouped({text.name: text.words for text in news}))


def test_the_group_is_named_for_its_smallest_id() -> None:
    text = body(1, 200)
    assert grouped({"m": text, "b": text + " More tomorrow.", "x": body(2, 200)}) == {"m": "b", "b": "b", "x": "x"}


def test_the_beginning_of_an_article_is_its_near_copy() -> None:
    text = body(3, 500)
    assert together(text, " ".join(text.split()[:200]))


@pytest.mark.parametrize(("words", "near"), [(40, False), (80, True)])
def test_a_cut_of_a_few_lines_is_not(words: int, near: bool) -> None:
    text = body(3, 150)
    assert together(text, " ".join(text.split()[:words])) is near


def test_a_cut_of_less_than_a_fifth_is_not() -> None:
    text = body(4, 1500)
    assert not together(text, " ".join(text.split()[:120]))


def test_two_short_notices_that_say_the_same_are_near_copies() -> None:
    notice = "The ferry from Ona to Sefa does not sail on Monday because of high water, the port company said."
    assert together(notice, notice.replace("high water", "the storm") + " More tomorrow.") is False
    assert together(notice, notice + " More tomorrow.")


def test_texts_of_a_few_words_are_near_nothing() -> None:
    assert not together("More photos here", "More photos here", "")


@pytest.mark.parametrize("notices", [2, 3, 5])
def test_a_digest_does_not_join_its_notices(notices: int) -> None:
    texts = [body(seed, 90 + 10 * seed) for seed in range(notices)]
    labels = grouped({f"t{n}": text for n, text in enumerate([*texts, "In short: " + " ".join(texts)])})
    assert len(set(labels.values())) == notices + 1


def test_two_cuts_of_one_article_are_no_notices() -> None:
    words = body(6, 600).split()
    assert together(" ".join(words), " ".join(words[:250]), " ".join(words[:380]))


def test_a_daily_report_with_other_figures_is_another_text() -> None:
    reports = [" ".join(report) for report in Newsroom(8).market_reports()]
    assert len(set(grouped({f"t{n}": report for n, report in enumerate(reports)}).values())) == len(reports)


def test_a_template_is_told_by_its_figures_alone() -> None:
    lines = [" ".join(letter * length for length in range(1, 15)) for letter in "abcdefghijklmno"]
    monday, tuesday = (" ".join(f"{line} {day}{n}" for n, line in enumerate(lines)) for day in (1, 2))
    collection = Collection([Shelf.of(dict(zip("ab", sketches([monday, tuesday]), strict=True)))])
    assert comparison.compare(collection, np.array([0]), np.array([1])).containment[0] > THRESHOLD
    assert not together(monday, tuesday)


def test_an_updated_toll_is_no_other_template() -> None:
    text = body(9, 300).replace(".", " in 2019.", 12)
    assert together("Some 4 people died. " + text, "Some 9 people died. " + text)


def test_boilerplate_joins_nothing_and_costs_no_more_than_its_articles() -> None:
    boilerplate = body(10, 60)
    texts = {f"t{n:04}": f"{of_words(range(200 * n, 200 * n + 150))} {boilerplate}" for n in range(400)}
    collection = Collection([Shelf.of(dict(zip(texts, sketches(list(texts.values())), strict=True)))])
    compared = sum(len(first) for first, _ in bands.candidates(collection))
    assert compared <= 2 * len(texts)
    assert len(set(grouped(texts).values())) == len(texts)


def test_a_thousand_edited_copies_are_one_group() -> None:
    chance, words = random.Random(3), body(11, 400).split()
    edited = {
        f"t{n:04}": " ".join(word if chance.random() > 0.05 else chance.choice(words) for word in words)
        for n in range(1000)
    }
    assert len(set(grouped(edited).values())) <= 3


def test_a_threshold_of_one_leaves_each_article_alone() -> None:
    text = body(12, 300)
    assert together(text, text)
    assert not together(text, text, threshold=1)


def test_a_higher_threshold_joins_less() -> None:
    text = body(13, 300)
    half = " ".join(text.split()[:180]) + " " + body(14, 120)
    assert together(text, half, threshold=0.4)
    assert not together(text, half, threshold=0.9)


def test_no_articles_have_no_groups() -> None:
    assert grouped({}) == {}
    assert grouped({"t": "Alone."}) == {"t": "t"}


@settings(max_examples=8)
@given(st.permutations(range(40)))
def test_groups_do_not_depend_on_order(order: Sequence[int]) -> None:
    some = edition(seed=3, stories=10)[:40]
    expected = grouped({text.name: text.words for text in some})
    assert grouped({some[place].name: some[place].words for place in order}) == expected


def test_groups_do_not_depend_on_how_many_buckets_there_are(news: list[Text], monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {text.name: text.words for text in news}
    expected = grouped(texts)
    monkeypatch.setattr(buckets, "BUCKET", 1000)
    monkeypatch.setattr(bands, "KEYS_AT_ONCE", 3000)
    monkeypatch.setattr(comparison, "KEYS_AT_ONCE", 3000)
    assert grouped(texts) == expected


def test_a_yearbook_is_not_held_against_each_of_its_notices() -> None:
    notices = [of_words(range(100 * n, 100 * n + 100)) for n in range(100)]
    labels = grouped({f"t{n:03}": text for n, text in enumerate([*notices, " ".join(notices)])})
    assert len(set(labels.values())) == len(notices) + 1
