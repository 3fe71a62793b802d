"""A smaller network cut out of a trained one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.network.encoding import Reader, marked_tokenizer
from pipeline.network.relations import TrainingText
from tests.model.linear.test_classifier import TEXTS
from tests.train.finetune.small_base import small_encoder

pytestmark = pytest.mark.torch


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(small_encoder(tmp_path, "mpnet"))


def test_with_all_layers_and_the_words_of_the_texts_it_says_the_same(base: Path) -> None:
    from pipeline.train.finetune.batches import run_network
    from pipeline.train.finetune.smaller import frequent_word_pieces, smaller_network, smaller_tokenizer
    from pipeline.train.finetune.weights import start_network

    plain = (base / "tokenizer.json").read_text()
    network, tokenizer = start_network(str(base), 0.0, 0)
    read = TEXTS[:9]
    pieces = frequent_word_pieces(plain, [f"‹SPEAKER› said: {text}" for text in read], 10_000)
    fewer = frequent_word_pieces(plain, read, 18)
    assert len(pieces) == len(json.loads(plain)["model"]["vocab"]) and len(fewer) == 18 and set(fewer) < set(pieces)
    small = smaller_network(network.eval(), [0, 1], pieces).eval()
    (base / "tokenizer.json").write_text(smaller_tokenizer(plain, pieces))
    small.encoder.save_pretrained(base)
    texts = [TrainingText(text) for text in read]
    before = run_network(network, texts, Reader(tokenizer))[0]
    _, tokenizer = start_network(str(base), 0.0, 0)
    np.testing.assert_allclose(run_network(small, texts, Reader(tokenizer))[0], before, atol=1e-5)


def test_layers_are_kept_in_their_order_and_words_that_are_not_become_unknown(base: Path) -> None:
    import torch

    from pipeline.train.finetune.smaller import frequent_word_pieces, smaller_network, smaller_tokenizer
    from pipeline.train.finetune.weights import start_network

    plain = (base / "tokenizer.json").read_text()
    network, _ = start_network(str(base), 0.0, 0)
    pieces = frequent_word_pieces(plain, ["‹TARGET› thanked"], 18)
    small = smaller_network(network, [1], pieces)
    assert small.encoder.config.num_hidden_layers == 1 and small.encoder.config.vocab_size == 18
    name = "attention.attn.q.weight"
    torch.testing.assert_close(
        small.state_dict()[f"encoder.encoder.layer.0.{name}"], network.state_dict()[f"encoder.encoder.layer.1.{name}"]
    )
    reader = Reader(marked_tokenizer(smaller_tokenizer(plain, pieces)))
    (text,) = reader.read(["‹TARGET› thanked everybody"], spoken=False)
    assert max(text.ids) < 18 and list(text.roles).count(1) == 1
    with pytest.raises(ValueError, match="the layers 0 to 1"):
        smaller_network(network, [0, 2], pieces)
