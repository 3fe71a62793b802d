"""The network of the tagger: a score for each tag of each word piece, and what it costs to be wrong about a sequence."""

from __future__ import annotations

import torch

from pipeline.attributions.tagger.pieces import N_FEATURES
from pipeline.attributions.tagger.tags import Tag
from pipeline.train.finetune.network import SharedDropout, load_base, share_dropout

N_TAGS = len(Tag)


class Tagger(torch.nn.Module):
    """Encoder with an embedding for the features of a piece, tag scores, and transitions between tags."""

    def __init__(self, base: str, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = load_base(base)
        share_dropout(self.encoder, dropout)
        width = self.encoder.config.hidden_size
        self.features = torch.nn.Embedding(N_FEATURES, width)
        torch.nn.init.zeros_(self.features.weight)
        self.dropout = SharedDropout(dropout)
        self.scores = torch.nn.Linear(width, N_TAGS)
        self.transitions = torch.nn.Parameter(torch.zeros(N_TAGS, N_TAGS))

    def forward(self, ids: torch.Tensor, features: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Scores of shape (n_windows, n_pieces, n_tags)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.features(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.scores(self.dropout(hidden))


def sequence_loss(
    scores: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor, transitions: torch.Tensor
) -> torch.Tensor:
    """Negative log-likelihood of the tags, per piece."""
    mask = mask.bool()
    gold = scores.gather(2, tags[..., None]).squeeze(2)
    gold = (gold * mask).sum() + (transitions[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum()
    alpha = scores[:, 0]
    for i in range(1, scores.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + scores[:, i]
        alpha = torch.where(mask[:, i, None], step, alpha)
    return (torch.logsumexp(alpha, dim=1).sum() - gold) / mask.sum()
