"""A smaller network cut out of a trained one: fewer layers, fewer word pieces, fewer places."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import torch

from pipeline.network.encoding import MOST_PIECES, marked_tokenizer
from pipeline.train.finetune.network import StanceNetwork, empty_base

# Letters, digits and signs of European languages: with them every word can be written, if in more pieces.
_ALWAYS = re.compile(r"(##)?[!-~\u00a1-\u024f\u2010-\u2027\u20ac]|<.*>|\[(UNK|CLS|SEP|PAD|MASK|unused[0-9])\]")
# Special places at both ends of a text, and before the first in some encoders.
_PLACES = MOST_PIECES + 8
_LAYER = re.compile(r"encoder\.encoder\.layer\.(\d+)\.(.*)")


def frequent_word_pieces(tokenizer: str, texts: Iterable[str], count: int) -> list[int]:
    """The entries of a vocabulary that a smaller one keeps: `count` of them, in their order.

    Special ones and single characters are kept, and besides those that are in most texts.

    Parameters
    ----------
    tokenizer : str
        Its JSON, before the markers are put in.
    texts : iterable of str
        Masked ones.
    count : int
    """
    from tokenizers import Tokenizer

    reading = Tokenizer.from_str(marked_tokenizer(tokenizer))
    found: Counter[int] = Counter()
    for encoded in reading.encode_batch(list(texts), add_special_tokens=False):
        found.update(set(encoded.ids))
    vocabulary: dict[str, int] = json.loads(tokenizer)["model"]["vocab"]
    kept = {number for piece, number in vocabulary.items() if _ALWAYS.fullmatch(piece)}
    others = sorted((number for number in vocabulary.values() if number not in kept), key=lambda n: (-found[n], n))
    return sorted(kept | set(others[: max(0, count - len(kept))]))


def smaller_tokenizer(tokenizer: str, pieces: Sequence[int]) -> str:
    """A tokenizer's JSON with only those entries, numbered anew."""
    described: dict[str, Any] = json.loads(tokenizer)
    renumbered = {number: new for new, number in enumerate(pieces)}
    vocabulary = described["model"]["vocab"]
    described["model"]["vocab"] = {
        piece: renumbered[number]
        for piece, number in sorted(vocabulary.items(), key=lambda entry: entry[1])
        if number in renumbered
    }
    for token in described["added_tokens"]:
        token["id"] = renumbered[token["id"]]
    described["truncation"] = described["padding"] = described["post_processor"] = None
    return json.dumps(described, ensure_ascii=False)


def smaller_network(network: StanceNetwork, layers: Sequence[int], pieces: Sequence[int]) -> StanceNetwork:
    """A network that begins with some of the layers of another, and its heads.

    Parameters
    ----------
    network : StanceNetwork
    layers : sequence of int
        Those that are kept, from 0, in their order.
    pieces : sequence of int
        Entries of the vocabulary that are kept, see `frequent_word_pieces`.

    Raises
    ------
    ValueError
        If the network has no such layer.
    """
    config = network.encoder.config.to_dict()
    if not layers or not set(layers) <= set(range(config["num_hidden_layers"])):
        raise ValueError(f"the network has the layers 0 to {config['num_hidden_layers'] - 1}")
    places = min(_PLACES, config["max_position_embeddings"])
    sizes = {"num_hidden_layers": len(layers), "vocab_size": len(pieces), "max_position_embeddings": places}
    small = StanceNetwork(empty_base(config | sizes, 0.0), 0.0)
    state: dict[str, torch.Tensor] = {}
    for name, value in network.state_dict().items():
        found = _LAYER.match(name)
        if found and int(found[1]) in layers:
            state[f"encoder.encoder.layer.{layers.index(int(found[1]))}.{found[2]}"] = value
        elif name.endswith("word_embeddings.weight"):
            state[name] = value[list(pieces)]
        elif name.endswith("position_embeddings.weight"):
            state[name] = value[:places]
        elif not found:
            state[name] = value
    small.load_state_dict(state)
    return small
