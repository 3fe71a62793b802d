"""The network in torch: encoder, pooling over target, speaker and sentence, and a head for each task."""

from __future__ import annotations

from typing import Any

import torch
from transformers import AutoConfig, AutoModel, PreTrainedModel

from pipeline.errors import PipelineError
from pipeline.network.relations import N_RELATIONS, N_REPORTED
from pipeline.records import SENTIMENTS

# Encoders whose training and export are tested.
KINDS = ("bert", "mpnet")


class SharedDropout(torch.nn.Module):
    """Dropout of whole features, the same at every piece of a text (Gal and Ghahramani 2016): cheap on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """`hidden` of shape (n_texts, …, width), scaled to keep its expectation."""
        if not self.training or not self.rate:
            return hidden
        shape = (hidden.shape[0], *([1] * (hidden.dim() - 2)), hidden.shape[-1])
        kept = torch.rand(shape, device=hidden.device) >= self.rate
        return hidden * kept.to(hidden.dtype) / (1 - self.rate)


def share_dropout(module: torch.nn.Module, rate: float) -> None:
    """Put `SharedDropout` in the place of every dropout of a module, in place."""
    for name, child in module.named_children():
        if isinstance(child, torch.nn.Dropout) and child.p:
            setattr(module, name, SharedDropout(rate))
        else:
            share_dropout(child, rate)


class Head(torch.nn.Module):
    """Pooled features → scores of one task's classes."""

    def __init__(self, width: int, classes: int, dropout: float) -> None:
        super().__init__()
        self.hidden = torch.nn.Linear(3 * width, width)
        self.dropout = SharedDropout(dropout)
        self.scores = torch.nn.Linear(width, classes)

    def forward(self, pooled: torch.Tensor) -> torch.Tensor:
        """Scores of shape (n_texts, n_classes)."""
        scores: torch.Tensor = self.scores(self.dropout(torch.nn.functional.gelu(self.hidden(self.dropout(pooled)))))
        return scores


class StanceNetwork(torch.nn.Module):
    """Word pieces and roles → scores of relation and sentiment.

    Parameters
    ----------
    encoder : PreTrainedModel
        BERT or one like it, without its pooling layer.
    dropout : float, default=0.1
    """

    def __init__(self, encoder: PreTrainedModel, dropout: float = 0.1) -> None:
        super().__init__()
        share_dropout(encoder, dropout)
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.relation = Head(width, N_RELATIONS, dropout)
        self.sentiment = Head(width, len(SENTIMENTS), dropout)
        self.reported = Head(width, N_REPORTED, dropout)

    def pooled(self, ids: torch.Tensor, roles: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Mean over the target's pieces, over the speaker's, and the first piece, side by side: (n_texts, 3 · width).

        A text without a target is pooled at its first piece instead.
        """
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        first = hidden[:, 0]
        parts = []
        for role in (1, 2):
            there = (roles == role).to(hidden.dtype)[:, None]
            count = there.sum(dim=2)
            mean = torch.matmul(there, hidden)[:, 0] / torch.clamp(count, min=1)
            none = (count == 0).to(hidden.dtype)
            parts.append(mean + none * first)
        return torch.cat([*parts, first], dim=1)

    def forward(
        self, ids: torch.Tensor, roles: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of relation (n_texts, 5), sentiment (n_texts, 3), reported (n_texts, 2), and the pooled features (n_texts, 3 · width)."""
        pooled = self.pooled(ids, roles, mask)
        return self.relation(pooled), self.sentiment(pooled), self.reported(pooled), pooled


def load_base(folder: str) -> PreTrainedModel:
    """The encoder of a folder or hub name, for training.

    Raises
    ------
    PipelineError
        If it is of a kind that cannot be saved as a model.
    """
    kind = AutoConfig.from_pretrained(folder).model_type
    if kind not in KINDS:
        raise PipelineError(
            f"{folder} is an encoder of the kind '{kind}'; only {' and '.join(KINDS)} can be saved as a model. "
            "Mend train.encoder.base."
        )
    model: PreTrainedModel = AutoModel.from_pretrained(
        folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )
    return model


def empty_base(config: dict[str, Any], dropout: float) -> PreTrainedModel:
    """An encoder of that configuration, its weights still to be loaded."""
    dropouts = {"hidden_dropout_prob": dropout, "attention_probs_dropout_prob": 0.0}
    settings = AutoConfig.for_model(**{"model_type": "bert"} | config | dropouts)
    made: Any = AutoModel.from_config  # which has no types
    model: PreTrainedModel = made(settings, add_pooling_layer=False)
    return model
