"""Mentions beside a sentence that portrays somebody else."""

from __future__ import annotations

import json
from pathlib import Path

from curriculum import joined_lessons
from joined import joined

from pipeline.corpora import read_corpus
from pipeline.corpora.examples import CorpusExample, Span
from pipeline.corpora.held_out import held_out
from pipeline.masking import TARGET


def mention(text: str, target: str, sentiment: str, group: str = "") -> CorpusExample:
    start = text.index(target)
    span = Span(start, start + len(target))
    return CorpusExample(text[:9] + target, "newsmtsc", group or text, text, span, None, None, sentiment, sentiment)


ORTIZ = mention("Everybody loved Ana Ortiz and her plans.", "Ana Ortiz", "positive")
BOLO = mention("The council blamed Idris Bolo for the flood.", "Idris Bolo", "negative")
LEE = mention("Lee Marsh opened the harbour on Monday.", "Lee Marsh", "neutral")


def test_a_mention_keeps_its_target_and_its_label_beside_a_sentence_of_another_sign() -> None:
    pairs = joined([ORTIZ, BOLO], 2, 0)
    assert len(pairs) == 2
    for after, before in pairs:
        own, other = (ORTIZ, BOLO) if after.sentiment == "positive" else (BOLO, ORTIZ)
        assert after.text == f"{other.text} {own.text}" and before.text == f"{own.text} {other.text}"
        assert own.target
        for example in (after, before):
            assert example.target and example.sentiment == own.sentiment
            assert example.text[slice(*example.target)] == own.text[slice(*own.target)]


def test_a_neutral_mention_goes_with_either_sign_and_is_put_beside_none() -> None:
    texts = [pair[0].text for seed in range(20) for pair in joined([ORTIZ, BOLO, LEE], 3, seed)]
    assert {f"{ORTIZ.text} {LEE.text}", f"{BOLO.text} {LEE.text}"} <= set(texts)
    assert not any(text.startswith(LEE.text) for text in texts)


def test_sentences_that_go_on_about_somebody_or_name_the_target_or_disagree_are_put_beside_none() -> None:
    text = "Critics praised Eva Holm and mocked Jan Berg."
    unfit = [
        mention("He was cruel to Pia Lund.", "Pia Lund", "negative"),
        mention("The press tore Jon Ortiz apart.", "Jon Ortiz", "negative"),
        mention(text, "Eva Holm", "positive"),
        mention(text, "Jan Berg", "negative"),
    ]
    for seed in range(20):
        assert not [pair for pair in joined([ORTIZ, *unfit], 5, seed) if pair[0].text.endswith(ORTIZ.text)]


def test_the_same_seed_draws_the_same_and_no_more_than_were_asked_for() -> None:
    examples = [ORTIZ, BOLO, LEE]
    assert joined(examples, 3, 4) == joined(examples, 3, 4)
    assert len(joined(examples, 1, 4)) == 1 and joined(examples, 0, 4) == [] and joined([], 5, 4) == []


def test_lessons_mark_one_target_and_use_no_sentence_that_is_held_out(tmp_path: Path) -> None:
    lines = []
    for n in range(200):
        text = f"Nobody doubted that Envoy{n} had {'ruined' if n % 2 else 'saved'} the talks."
        start = text.index("Envoy")
        target = {"from": start, "to": start + len(f"Envoy{n}"), "polarity": 2 if n % 2 else 6}
        lines.append(json.dumps({"sentence_normalized": text, "targets": [target]}) + "\n")
    (tmp_path / "newsmtsc").mkdir()
    (tmp_path / "newsmtsc/train.jsonl").write_text("".join(lines))
    taught, apart = held_out(read_corpus(tmp_path, "newsmtsc", "train"))
    lessons = joined_lessons(tmp_path, 1000, 0)
    assert apart and len(lessons) == len(taught)
    names = {example.text[slice(*example.target)] for example in apart if example.target}
    for text in (text for lesson in lessons for text in lesson):
        words = text.masked.replace(".", "").split()
        assert words.count(TARGET) == 1 and not names & set(words)
        assert ("ruined" if text.sentiment == "negative" else "saved") in words and {"ruined", "saved"} <= set(words)
