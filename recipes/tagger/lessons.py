"""PolNeAR's articles as the tagger is taught them: gold tags of word pieces, windows, batches."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer

from pipeline.attributions.tagger.pieces import WordPieces, read_word_pieces, windows
from pipeline.attributions.tagger.tags import Tag
from pipeline.benchmark.polnear import GoldArticle, read_polnear
from pipeline.languages import language
from pipeline.reading import Reading

Window = tuple[np.ndarray, np.ndarray, np.ndarray]


class Special(NamedTuple):
    """Numbers of the pieces that stand for no word."""

    first: int
    last: int
    hidden: int


class Labelled(NamedTuple):
    """An article, its pieces, and the tag of each."""

    article: GoldArticle
    pieces: WordPieces
    tags: np.ndarray


def special_pieces(tokenizer: Tokenizer) -> Special:
    """Those of an uncased BERT."""
    return Special(*(tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]", "[MASK]")))


def read_labelled(corpora: Path, split: str, tokenizer: Tokenizer) -> list[Labelled]:
    """The articles of a split that are not empty."""
    english = language("en")
    articles = read_polnear(corpora, split)
    read = ((article, read_word_pieces(Reading(article.text, english), tokenizer)) for article in articles)
    return [Labelled(article, pieces, gold_tags(article, pieces)) for article, pieces in read if len(pieces)]


def gold_tags(article: GoldArticle, pieces: WordPieces) -> np.ndarray:
    """The tag of each piece by the gold attributions."""
    tags = np.full(len(pieces), int(Tag.OUTSIDE))
    middle = (pieces.starts + pieces.ends) / 2

    def inside(spans: list[tuple[int, int]]) -> np.ndarray:
        chosen = np.zeros(len(pieces), dtype=bool)
        for start, end in spans:
            chosen |= (middle > start) & (middle < end)
        return np.flatnonzero(chosen)

    for attribution in article.attributions:
        content = inside(attribution.content)
        if not len(content):
            continue
        for spans, before, after in (
            (attribution.cue, Tag.CUE_BEFORE, Tag.CUE_AFTER),
            (attribution.source, Tag.SOURCE_BEFORE, Tag.SOURCE_AFTER),
        ):
            place = inside(spans)
            place = place[tags[place] == Tag.OUTSIDE]
            if len(place):
                tags[place] = int(before if place[0] < content[0] else after)
        tags[content] = int(Tag.CONTENT)
        tags[content[0]] = int(Tag.CONTENT_FIRST)
    return tags


def batches(data: list[Labelled], size: int, per_batch: int, rng: random.Random) -> list[list[Window]]:
    """Windows of all articles, of similar length together, in random order."""
    cut = []
    for _, pieces, tags in data:
        for start, end in windows(pieces, size, rng.randint(size // 4, size)):
            cut.append((pieces.ids[start:end], pieces.features[start:end], tags[start:end]))
    rng.shuffle(cut)
    chunk = per_batch * 40
    out = []
    for i in range(0, len(cut), chunk):
        part = sorted(cut[i : i + chunk], key=lambda w: len(w[0]))
        out += [part[j : j + per_batch] for j in range(0, len(part), per_batch)]
    rng.shuffle(out)
    return out


def padded(batch: list[Window], special: Special) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, features, mask and tags of windows, filled up to the longest; ids, features and mask with special pieces."""
    longest = max(len(w[0]) for w in batch)
    ids = torch.zeros(len(batch), longest + 2, dtype=torch.long)
    features, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    tags = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, (i, f, t) in enumerate(batch):
        n = len(i)
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = special.first, torch.from_numpy(i), special.last
        features[row, 1 : n + 1] = torch.from_numpy(f)
        mask[row, : n + 2] = 1
        tags[row, :n] = torch.from_numpy(t)
    return ids, features, mask, tags
