"""A recipe tried end to end on a tiny sample: ``python recipes/tiny.py encoder`` (needs the extra `encoder`; some minutes).

In a folder of its own it writes miniature corpora of invented sentences and a base network of a few thousand weights,
puts ``params-tiny.yaml`` over the recipe's parameters, and runs `dvc repro`. What comes out judges nothing well.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import shutil
import string
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from reproduce import PROJECT, reproduce

RECIPES = ("encoder", "tagger")
KINDS = {"encoder": "mpnet", "tagger": "bert"}
_SIZES = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16}
_SPECIAL = {
    "mpnet": ("<s>", "<pad>", "</s>", "[UNK]", "<mask>", "[unused1]", "[unused2]", "[unused3]"),
    "bert": ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused1]", "[unused2]", "[unused3]"),
}
_WORDS = ("country", "government", "president", "party", "said", "the", "praised", "blamed", "met", "talks", "treaty")
# Between the paragraphs of a wire report.
_WRAPPED = "\n    "
# Verb, label of dse, label of plover, polarity of newsmtsc.
_DEEDS = (("praised", 1, 1, 6), ("blamed", 3, 3, 2), ("met", 0, 2, 4))


def write_corpora(folder: Path, sentences: int = 120, articles: int = 6) -> None:
    """Miniature corpora, in the form in which their authors publish them."""
    drawn = random.Random(0)
    for name in ("dse", "newsmtsc", "plover", "polnear", "reuters-21578"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    dse, plover, newsmtsc = [], ["marked_sentence\tgold_penta\n"], []
    for number in range(sentences):
        verb, relation, quad, polarity = drawn.choice(_DEEDS)
        one, two = f"Envoy{number}", drawn.choice(("the port", "Peru", "Norway", "Minister Ortiz"))
        rest = drawn.choice(("after the talks", "over the treaty of Lake Verde", "in Chile on Monday"))
        dse.append(f"[{one}] {verb} [{two}] {rest}.\t{one}\t{two}\t{relation}\n")
        plover.append(f"<s>{one}</s> {verb} <t>{two}</t> {rest}.\t{quad}\n")
        text = f"{one} {verb} {two} {rest}."
        ends = ((0, len(one), 4), (text.index(two), text.index(two) + len(two), polarity))
        targets = [{"from": start, "to": end, "polarity": said} for start, end, said in ends]
        newsmtsc.append(json.dumps({"sentence_normalized": text, "targets": targets}) + "\n")
    for name, lines in (("dse/train.txt", dse), ("dse/valid.txt", dse[:20]), ("plover/PLV_train.tsv", plover)):
        (folder / name).write_text("".join(lines), encoding="utf-8")
    for name, lines in (("train", newsmtsc), ("devtest_rw", newsmtsc[:20])):
        (folder / f"newsmtsc/{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    for split in ("train", "dev"):
        with gzip.open(folder / f"polnear/{split}.jsonl.gz", "wt", encoding="utf-8") as file:
            for number in range(articles):
                file.write(json.dumps({"id": f"{split}-{number}"} | _article(drawn)) + "\n")
    reports = [{"id": number, "body": _article(drawn)["text"].replace("\n\n", _WRAPPED)} for number in range(articles)]
    (folder / "reuters-21578/reports.json").write_text(json.dumps(reports), encoding="utf-8")


def write_lines(folder: Path, corpora: Path) -> None:
    """Lines on the miniature articles: each third sentence is a statement of Peru's."""
    folder.mkdir(parents=True)
    lines, sources, actors = [], ["document,date,apart"], []
    with gzip.open(corpora / "polnear/train.jsonl.gz", "rt", encoding="utf-8") as articles:
        for number, article in enumerate(map(json.loads, articles)):
            sources.append(f"{article['id']},2020-01-01,{'yes' if number % 2 else ''}")
            actors.append(json.dumps({"document": article["id"]} | _between_actors(article["text"])) + "\n")
            for start, end, target, side in _of_peru(article["text"]):
                told = {"start": start, "end": end, "target": target, "stance": side}
                held = {"speaker_country": "PER", "sentiment": "neutral", "place": False, "sure": True}
                lines.append({"document": article["id"]} | told | held)
    (folder / "sources.csv").write_text("\n".join(sources) + "\n", encoding="utf-8")
    (folder / "first.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "actors-1.jsonl").write_text("".join(actors), encoding="utf-8")
    reports = []
    for report in json.loads((corpora / "reuters-21578/reports.json").read_text(encoding="utf-8")):
        text = report["body"].replace(_WRAPPED, "\n\n")
        told = [[start, end, "PER", *held, "neutral", True] for start, end, *held in _of_peru(text)]
        reports.append({"document": f"reuters-21578/{report['id']}", "lines": told})
    (folder / "reports-1.jsonl").write_text("".join(json.dumps(read) + "\n" for read in reports), encoding="utf-8")


def write_passages(folder: Path) -> None:
    """Two written passages, each of which the other turns."""
    folder.mkdir(parents=True)
    before = "The envoys of [A] and [B] met at the lake."
    passages = [
        {"id": str(number), "before": before, "text": f"[A] {verb} [B] after the talks.", "pairs": [["A", "B", *held]]}
        for number, (verb, held) in enumerate(
            {"praised": ("favor", "positive"), "blamed": ("against", "negative")}.items()
        )
    ]
    for name in ("passages-1.jsonl", "apart.jsonl"):
        (folder / name).write_text("".join(json.dumps(one) + "\n" for one in passages), encoding="utf-8")


def _of_peru(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, target and stance of what the envoy of Peru says."""
    for found in re.finditer(r"The envoy of Peru .*?(Norway|Chile)[^.]*", text):
        yield *found.span(), {"Norway": "NOR", "Chile": "CHL"}[found[1]], "against" if "broken" in found[0] else "favor"


def _between_actors(text: str) -> dict[str, Any]:
    """The minister against Norway, wherever he speaks of it."""
    forms = {form: text.find(form) for form in ("Minister Ortiz", "Norway")}
    return {
        "actors": {form: [[at, at + len(form)]] for form, at in forms.items() if at >= 0},
        "lines": [
            [*found.span(), "Minister Ortiz", "Norway", "against", "negative", True, None, None]
            for found in re.finditer(r"Minister Ortiz [^.]*Norway[^.]*", text)
        ],
    }


def _article(drawn: random.Random) -> dict[str, Any]:
    """An article with its attributions, as PolNeAR has them."""
    text, attributions = "Envoys meet.", []
    for _ in range(4):
        source, cue = drawn.choice(("Minister Ortiz", "The envoy of Peru")), drawn.choice(("said", "argued"))
        content = f"{drawn.choice(('Norway', 'Chile'))} had {drawn.choice(('broken', 'kept'))} the treaty of Lake Verde"
        text += f"\n\n{source} {cue} that "
        at = len(text) - len(f"{source} {cue} that ")
        spans = {"source": (at, at + len(source)), "cue": (at + len(source) + 1, at + len(source) + 1 + len(cue))}
        spans["content"] = (len(text), len(text) + len(content))
        text += f"{content}."
        attributions.append({name: [list(span)] for name, span in spans.items()})
    return {"text": text, "attributions": attributions}


def write_base(folder: Path, kind: str) -> None:
    """A base network of that kind, with weights that mean nothing, whose vocabulary can spell every English word."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import AutoConfig, AutoModel

    signs = string.ascii_lowercase + string.digits + string.punctuation + "“”‘’—–"
    pieces = dict.fromkeys((*_SPECIAL[kind], *signs, *(f"##{sign}" for sign in signs), *_WORDS))
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    torch.manual_seed(0)
    config = AutoConfig.for_model(kind, vocab_size=len(vocabulary), max_position_embeddings=264, **_SIZES)
    AutoModel.from_config(config, add_pooling_layer=False).save_pretrained(folder)
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.Lowercase(), pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))


def write_project(folder: Path, recipe: str) -> Path:
    """The recipe with its tiny parameters, in a DVC project without git, beside this package; its folder."""
    (folder / "pipeline").symlink_to(PROJECT / "pipeline")
    shutil.copytree(
        PROJECT / "recipes",
        folder / "recipes",
        ignore=shutil.ignore_patterns("build", "corpora", "cache", "tmp", "dvc.lock"),
    )
    with (folder / "recipes/.dvc/config").open("a", encoding="utf-8") as config:
        config.write("    no_scm = true\n")
    write_corpora(folder / "recipes/corpora")
    write_lines(folder / "recipes/lines", folder / "recipes/corpora")
    write_passages(folder / "recipes/passages")
    write_base(folder / "base", KINDS[recipe])
    place = folder / "recipes" / recipe
    parameters, tiny = (
        yaml.safe_load((place / name).read_text(encoding="utf-8")) for name in ("params.yaml", "params-tiny.yaml")
    )
    for name, value in tiny.items():
        parameters[name] = parameters[name] | value if isinstance(value, dict) else value
    digests = {
        name: hashlib.sha256((folder / "base" / name).read_bytes()).hexdigest() for name in parameters["base"]["sha256"]
    }
    parameters["base"] = {"name": "tiny", "packages": [], "folder": str(folder / "base"), "sha256": digests}
    (place / "params.yaml").write_text(yaml.safe_dump(parameters), encoding="utf-8")
    return place


def main() -> None:
    """Try one recipe."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("recipe", choices=RECIPES)
    recipe = parser.parse_args().recipe
    with tempfile.TemporaryDirectory() as folder:
        place = write_project(Path(folder), recipe)
        reproduce(place)
        for path in sorted((place / "build").rglob("*.*")):
            print(f"{path.stat().st_size:>9,}  {path.relative_to(place)}")


if __name__ == "__main__":
    main()
