"""What is said of agreement, in a table and in a paper."""

from __future__ import annotations

import json

from pipeline.agreement import Bootstrap, measured
from pipeline.agreement.formats import as_json, latex_table, markdown_table
from pipeline.agreement.methods import as_latex, paragraph
from pipeline.agreement.tables import alpha_table, tables
from tests.agreement.simulated import LABELS, confusion, simulated

QUICK = Bootstrap(resamples=100)


def stance(units: int, **options):
    votes = simulated(
        units, {"ada": confusion(0.9), "bo & co": confusion(0.85), "model:x": confusion(0.7)}, seed=1
    ).votes
    return measured("stance", votes, LABELS, {"ada", "bo & co"}, bootstrap=QUICK, **options)


def test_a_model_is_compared_with_people_but_does_not_count_as_one() -> None:
    found = stance(100)
    assert found.people == ("ada", "bo & co") and found.judged["model:x"] == 100
    votes = simulated(100, {"ada": confusion(0.9), "bo & co": confusion(0.85)}, seed=1).votes
    assert found.alpha.units == 100 == len(votes)
    assert {(p.first, p.second) for p in found.pairs} >= {("ada", "model:x")}
    kinds = {row[1]: row[2] for row in tables([found])[1].rows}
    assert kinds == {"ada": "person", "bo & co": "person", "model:x": "model"}


def test_rules_and_models_are_counted_apart_and_by_their_names() -> None:
    names = ("ada", "bo", "rule:thanks", "rule:blames", "model:x")
    votes = simulated(40, dict.fromkeys(names, confusion(0.9)), seed=1).votes
    found = measured("stance", votes, LABELS, {"ada"}, bootstrap=QUICK)
    assert "labelled by 1 person, and by 2 rules and 1 model, not counted as people." in paragraph([found])
    kinds = {row[1]: row[2] for row in tables([found])[1].rows}
    assert (kinds["bo"], kinds["rule:thanks"]) == ("person", "rule")


def test_few_units_are_called_few() -> None:
    few = stance(12)
    assert any("fewer than 30" in note for note in alpha_table([few]).notes)
    assert "says little" in paragraph([few])
    assert not any("needs" in table.title for table in tables([few]))
    assert "says little" not in paragraph([stance(100)])


def test_where_nobody_judged_twice_the_paragraph_says_so() -> None:
    alone = measured("stance", {"1": {"ada": "favor"}}, LABELS, {"ada"}, bootstrap=QUICK)
    assert alone.aggregation is None
    assert "not known" in paragraph(
        [alone]
    ) and "1 statement toward target countries was labelled by 1 person" in paragraph([alone])


def test_several_versions_of_the_codebook_are_named() -> None:
    assert "version 2 of the codebook" in paragraph([stance(40)], {"2": 80})
    assert "several versions of the codebook: 1 (30 labels), 2 (50 labels)" in paragraph(
        [stance(40)], {"1": 30, "2": 50}
    )


def test_names_cannot_start_a_command_of_latex() -> None:
    found = stance(40)
    text = as_latex([found]) + latex_table(tables([found])[1], "tab:x")
    assert r"bo \& co" in text and r"\begin{tabular}" in text and "% Krippendorff" in text
    assert text.count(r"\begin{table}") == text.count(r"\end{table}") == 2


def test_a_pipe_in_a_name_breaks_no_markdown_table() -> None:
    odd = measured("stance", {"1": {"a|b": "favor", "c": "favor"}}, LABELS, {"a|b", "c"}, bootstrap=QUICK)
    lines = [line for line in markdown_table(tables([odd])[1]).splitlines() if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


def test_equal_labels_give_equal_bytes_of_json() -> None:
    texts = {
        as_json([stance(40, clusters={f"u{i:05}": f"a{i // 3}" for i in range(40)})], {"labels": 120}) for _ in range(2)
    }
    assert len(texts) == 1
    value = json.loads(texts.pop())
    assert value["labels"] == 120 and value["questions"]["stance"]["alpha"]["clusters"] == 14
    assert len(value["questions"]["stance"]["probable_labels"]) == 40
