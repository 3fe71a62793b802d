from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.label import aggregate_labels, load_gold, read_labels, save_gold
from pipeline.label.dataset import dataset_card
from pipeline.label.split import in_test, split_gold
from pipeline.masking import context_and_passage
from pipeline.records import Article, Example, Label, Mention, Reject

TEXT = "Kenya thanked Uganda for the loan. Uganda said Kenya was slow to pay."
ARTICLE = Article("a1", "raw/loan.txt", ["raw/loan.txt"], None, None, None, None, "en", [], TEXT, "a1")


def example(number: int, start: int, end: int, target: str) -> Example:
    at = TEXT.index("Uganda" if target == "UGA" else "Kenya", start)
    mention = Mention(at, at + (6 if target == "UGA" else 5), target, "target")
    return Example(
        f"e{number}",
        f"s{number}",
        "a1",
        target,
        False,
        TEXT[start:end],
        start,
        [mention],
        "indirect",
        None,
        None,
        None,
        None,
        None,
        "a1",
    )


EXAMPLES = [example(1, 6, 33, "UGA"), example(2, 47, 68, "KEN")]


def label(
    text: str, target: str, stance: str, annotator: str, article: str = "loan.txt", start: int | None = None
) -> Label:
    return Label(
        article,
        text,
        target,
        stance,
        "neutral",
        annotator,
        "1",
        "2026-01-01",
        start,
        start + len(text) if start is not None else None,
    )


def aggregated(*labels: Label):
    return aggregate_labels(labels, [ARTICLE], EXAMPLES, 0.5)


def test_a_label_judges_the_example_it_overlaps() -> None:
    result = aggregated(label("thanked Uganda", "UGA", "favor", "ann"))
    assert [(g.example_id, g.stance, g.masked) for g in result.gold] == [
        ("e1", "favor", "thanked ‹TARGET› for the loan")
    ]
    assert result.unlabelled == 1


def test_what_a_classifier_learns_from_stands_behind_what_comes_before_it() -> None:
    behind = replace(EXAMPLES[1], masked_context="‹SPEAKER› thanked ‹OTHER›.")
    (gold,) = aggregate_labels([label("slow to pay", "KEN", "against", "ann")], [ARTICLE], [behind], 0.5).gold
    assert (
        gold.masked.startswith(behind.masked_context or "?")
        and context_and_passage(gold.masked)[1] == "‹TARGET› was slow to pay"
    )


@pytest.mark.parametrize("name", ["loan.txt", "loan", "raw/loan.txt", "a1"])
def test_an_article_may_be_named_in_every_way(name: str) -> None:
    assert len(aggregated(label("thanked Uganda", "UGA", "favor", "ann", article=name)).gold) == 1


def test_what_judges_nothing_is_reported_with_its_reason() -> None:
    result = aggregated(
        label("thanked Uganda", "UGA", "favor", "ann", article="other.txt"),
        label("not in the text", "UGA", "favor", "ann"),
        label("thanked Uganda", "FRA", "favor", "ann"),
    )
    assert result.gold == []
    reasons = [u.reason for u in result.unmatched]
    assert "no article is called 'other.txt'" in reasons[0]
    assert "do not stand in the article" in reasons[1]
    assert "no extracted statement about FRA" in reasons[2]


def test_offsets_that_no_longer_fit_give_way_to_the_words() -> None:
    assert len(aggregated(label("thanked Uganda", "UGA", "favor", "ann", start=3)).gold) == 1


def test_the_majority_decides_and_neutral_where_there_is_none() -> None:
    words = "thanked Uganda for the loan"
    majority = aggregated(*(label(words, "UGA", s, a) for s, a in (("favor", "x"), ("favor", "y"), ("against", "z"))))
    assert majority.gold[0].stance == "favor" and majority.gold[0].label_confidence == pytest.approx(2 / 3)
    tie = aggregated(label(words, "UGA", "favor", "x"), label(words, "UGA", "against", "y"))
    assert tie.gold[0].stance == "neutral"
    assert [c.votes for c in tie.conflicts] == [
        {"x": {"stance": "favor", "sentiment": "neutral"}, "y": {"stance": "against", "sentiment": "neutral"}}
    ]


def test_the_last_label_of_an_annotator_counts() -> None:
    first = label("thanked Uganda", "UGA", "against", "ann")
    later = replace(first, stance="favor", time="2026-02-01")
    for given in ((first, later), (later, first), (replace(first, time=""), replace(later, time=""))):
        result = aggregated(*given)
        assert (result.gold[0].stance, result.superseded) == ("favor", 1)


def test_versions_of_the_codebook_are_not_mixed_unseen() -> None:
    words, newer = "thanked Uganda for the loan", {"codebook": "2"}
    first = label(words, "UGA", "favor", "x")
    result = aggregated(first, replace(label(words, "UGA", "against", "y"), **newer))
    assert result.codebooks == {"1": 1, "2": 1} and result.mixed == 1
    assert "version of the codebook: 1 (1), 2 (1)" in dataset_card({"train": result.gold, "test": []}, result)
    assert (aggregated(first).codebooks, aggregated(first).mixed) == ({"1": 1}, 0)


def test_bad_lines_become_rejects_that_name_the_line(tmp_path: Path) -> None:
    good = '{"article":"a","text":"t","target":"KEN","stance":"favor","sentiment":"neutral","annotator":"x"}'
    lines = [
        good,
        "not json",
        good.replace("KEN", "KNE"),
        good.replace('"favor"', '"love"'),
        good.replace('"text":"t",', ""),
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    read = list(read_labels(tmp_path))
    rejects = [r for r in read if isinstance(r, Reject)]
    assert len(read) == 5 and [r.location for r in rejects] == ["line 2", "line 3", "line 4", "line 5"]
    assert "JSON" in rejects[0].reason
    assert "'KNE' is no ISO 3166-1 alpha-3 code" in rejects[1].reason
    assert "stance" in rejects[2].reason
    assert "'text' is missing" in rejects[3].reason


def test_lines_as_other_programs_write_them(tmp_path: Path) -> None:
    line = '{"article":"a","text":"t","target":"KEN","stance":"favor","sentiment":"neutral","annotator":7,"codebook":1}'
    (tmp_path / "x.jsonl").write_text("\n".join([line, line.replace("KEN", "UK"), "[1]"]), encoding="utf-8-sig")
    first, second, third = read_labels(tmp_path)
    assert isinstance(first, Label) and (first.annotator, first.codebook) == ("7", "1")
    assert isinstance(second, Label) and second.target == "GBR"
    assert isinstance(third, Reject) and third.reason == "a JSON list, not an object with the fields of a label"


def test_a_body_may_be_a_target_and_more_may_stand_in_a_line(tmp_path: Path) -> None:
    line = '{"article":"a","text":"t","target":"EUE","stance":"favor","sentiment":"neutral","annotator":"x","speaker_country":"KEN","headline":true}'
    (tmp_path / "x.jsonl").write_text(line)
    (read,) = read_labels(tmp_path)
    assert isinstance(read, Label) and (read.target, read.speaker_country) == ("EUE", "KEN")


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="holds no annotation files"):
        list(read_labels(tmp_path))


def test_gold_survives_the_disk_and_equal_gold_gives_equal_bytes(tmp_path: Path) -> None:
    result = aggregated(label("thanked Uganda", "UGA", "favor", "ann"))
    parts = split_gold(result.gold, 0.0) | {"test": result.gold}
    for folder in ("one", "two"):
        save_gold(tmp_path / folder, parts, dataset_card(parts, result))
    gold = load_gold(tmp_path / "one")
    assert set(gold) == {"train", "test"} and gold["train"][0]["stance"] == "favor"
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*") if p.is_file())
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_an_empty_part_can_be_read(tmp_path: Path) -> None:
    result = aggregated(label("thanked Uganda", "UGA", "favor", "ann"))
    parts = {"train": result.gold, "test": []}
    save_gold(tmp_path / "gold", parts, dataset_card(parts, result))
    assert {name: len(part) for name, part in load_gold(tmp_path / "gold").items()} == {"train": 1, "test": 0}


def test_no_gold_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="holds no gold examples"):
        load_gold(tmp_path / "none")


def test_an_article_stays_in_its_part_whatever_else_there_is() -> None:
    groups = [f"group-{n}" for n in range(2000)]
    test = {g for g in groups if in_test(g, 0.25)}
    assert 400 < len(test) < 600
    assert {g for g in groups[:500] if in_test(g, 0.25)} == {g for g in groups[:500] if g in test}
