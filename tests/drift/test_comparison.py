"""A run that leaves known ground says so, in a sentence, and is quiet otherwise."""

from __future__ import annotations

import json
import random

import pytest

from pipeline.drift import Profile, compare, training_profile
from pipeline.drift.report import DriftReport
from tests.drift.made import article, example, gold, seen, sure, trained_on

OUTLETS = ("The Lake", "The Ridge", "The Dune")
USUAL = [article(n, OUTLETS[n % 3], words=80 + 37 * n % 200) for n in range(120)]
KNOWN = trained_on(USUAL)


def drift_of(profile: Profile) -> DriftReport:
    return compare(KNOWN, profile)


def test_on_known_ground_only_the_expected_accuracy_is_told() -> None:
    report = drift_of(seen(KNOWN, USUAL))
    assert report.ground == "known" and report.not_compared == ()
    assert str(report) == (
        "Labels expected to be right, by the model's own probabilities: stance 0.80 [0.80, 0.80], sentiment 0.80 "
        "[0.80, 0.80] (120 statements of 120 articles)."
    )


def test_new_outlets_are_told_and_named() -> None:
    strange = [article(n, "The Fjord" if n % 6 else "The Lake") for n in range(120)]
    report = drift_of(seen(KNOWN, strange))
    assert report.ground == report.of("outlet").ground == "left"
    assert str(report).startswith("The input has left known ground:\n- outlets: 83% of the articles come from outlets")
    assert "that the training data do not hold, such as The Fjord (0% would be usual); PSI " in str(report)
    assert "`stance annotate`" in str(report)


def test_what_each_article_brings_anew_is_no_drift() -> None:
    every_outlet_once = [article(n, f"outlet {n}") for n in range(120)]
    known = trained_on(every_outlet_once)
    report = compare(known, seen(known, [article(n, f"another {n}") for n in range(120)]))
    assert report.of("outlet").ground == "known"


def test_the_training_articles_themselves_are_known_ground() -> None:
    articles = [article(n, f"outlet {n % 40}", words=50 + 9 * n) for n in range(60)]
    examples = [gold(each, f"rain of week {each.article_id}") for each in articles]
    known = training_profile(examples, articles, {}, "m1")
    profile = Profile()
    rows = [(each, example(each)) for each in articles]
    profile.see(rows, [each.masked for each in examples], sure(*[0.8] * len(rows)), known)
    report = compare(known, profile)
    assert report.ground == "known"
    assert report.of("unknown_words").sentence.startswith(
        "unknown words: 0% of the words are not in the training data (25%"
    )


@pytest.mark.parametrize(
    ("profile", "aspect", "told"),
    [
        (seen(KNOWN, [article(n, language="de") for n in range(90)]), "language", "languages: 100% of the articles are in"),
        (seen(KNOWN, [article(n, None if n % 10 else "The Lake") for n in range(90)]), "outlet", "outlets: not known of 90% of"),
        (seen(KNOWN, [article(n, words=2000) for n in range(90)]), "length", "the articles have 2,000 words on average"),
        (seen(KNOWN, USUAL, "wholly other wording"), "unknown_words", "unknown words: 100% of the words are not in the"),
        (seen(KNOWN, USUAL, p=0.4), "confidence", "have a probability of 0.40 on average, 0.80 on training data"),
    ],
)  # fmt: skip
def test_each_aspect_has_its_sentence(profile: Profile, aspect: str, told: str) -> None:
    report = drift_of(profile)
    assert report.of(aspect).ground == "left" and told in str(report)


@pytest.mark.parametrize(
    ("aspect", "told"), [("target", "are about targets that"), ("speaker_country", "are by speakers of countries that")]
)
def test_new_countries_are_told(aspect: str, told: str) -> None:
    profile = Profile()
    rows = [(each, example(each, **{aspect: "KEN"})) for each in USUAL]
    profile.see(rows, ["rain"] * len(rows), sure(*[0.8] * len(rows)), KNOWN)
    report = drift_of(profile)
    assert report.of(aspect).ground == "left" and told in str(report) and "such as KEN" in str(report)


def test_a_known_outlet_that_takes_over_is_told_by_its_name() -> None:
    report = drift_of(seen(KNOWN, [article(n, "The Ridge" if n % 5 else "The Lake") for n in range(120)]))
    assert "outlets: 0% of the articles come from The Dune (33% in the training data)" in str(report)


def test_names_cannot_steer_a_terminal() -> None:
    report = drift_of(seen(KNOWN, [article(n, "\x1b[31mred") for n in range(120)]))
    assert "\x1b" not in str(report)


def test_what_the_input_says_nothing_of_is_not_compared() -> None:
    report = drift_of(seen(KNOWN, [article(n, None, words=0) for n in range(120)]))
    assert report.not_compared == ("outlet", "length") and report.ground == "known"


def test_a_few_articles_do_not_make_a_drift() -> None:
    assert drift_of(seen(KNOWN, [article(0, "The Fjord"), article(1, "The Fjord")])).ground == "known"


@pytest.mark.slow
def test_samples_of_the_same_articles_seldom_raise_an_alarm() -> None:
    alarms = 0
    for seed in range(60):
        chance = random.Random(seed)
        drawn = [
            [article(n, chance.choices(OUTLETS, [6, 3, 1])[0], words=chance.randint(20, 900)) for n in range(size)]
            for size in (80, 300)
        ]
        known = trained_on(drawn[0])
        alarms += compare(known, seen(known, drawn[1])).ground != "known"
    assert alarms <= 3


def test_parts_in_any_order_give_equal_reports() -> None:
    parts = [seen(KNOWN, USUAL[:50], p=0.6), seen(KNOWN, USUAL[50:], p=0.71)]
    first, second = (drift_of(a.merged(b)) for a, b in (parts, reversed(parts)))
    assert json.dumps(first.as_dict()) == json.dumps(second.as_dict())


def test_a_model_without_a_profile_is_said_plainly() -> None:
    report = compare(None, seen(KNOWN, USUAL))
    assert str(report).startswith("The model has no profile of its training data, so what was scored is not compared")
    assert "stance 0.80" in str(report) and report.as_dict()["ground"] is None


def test_where_nothing_was_scored_nothing_is_said() -> None:
    assert str(compare(KNOWN, Profile())) == str(compare(None, Profile())) == ""


def test_all_figures_have_flat_names_and_fit_into_json() -> None:
    report = drift_of(seen(KNOWN, [article(n, "The Fjord") for n in range(50)]))
    metrics = report.metrics()
    assert metrics["drift.outlet.psi_low"] <= metrics["drift.outlet.psi"] <= metrics["drift.outlet.psi_high"]
    assert metrics["stance.expected_accuracy"] == pytest.approx(0.8)
    assert json.loads(json.dumps(report.as_dict(), allow_nan=False))["aspects"]["outlet"]["ground"] == "left"
