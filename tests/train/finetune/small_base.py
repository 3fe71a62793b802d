"""A base encoder of a few thousand weights, for tests."""

from __future__ import annotations

from pathlib import Path

from tests.model.linear.test_classifier import TEXTS


def small_encoder(folder: Path, kind: str) -> str:
    """Write a base of that kind, which knows the words of the tests' texts, into a folder."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import AutoConfig, AutoModel

    marks = ("<s>", "<pad>", "</s>", "[UNK]", "<mask>", "[unused1]", "[unused2]", "[unused3]")
    words = sorted(
        {word for text in TEXTS for word in text.lower().replace("‹", " ").split()} | {"country", "said", ":"}
    )
    vocabulary = {piece: number for number, piece in enumerate((*marks, *words))}
    sizes = {
        "hidden_size": 16,
        "embedding_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 32,
    }
    config = AutoConfig.for_model(kind, vocab_size=len(vocabulary), **sizes)
    torch.manual_seed(0)
    AutoModel.from_config(config).save_pretrained(folder)
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.Lowercase(), pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return str(folder)
