"""The loss: classes that a label allows, and what a larger network says of the same text and makes of it."""

from __future__ import annotations

import torch

from pipeline.network.relations import N_RELATIONS, N_REPORTED
from pipeline.train.finetune.batches import Batch
from pipeline.train.finetune.network import StanceNetwork
from pipeline.train.finetune.precision import fast_precision

_HEADS = (slice(None, N_RELATIONS), slice(N_RELATIONS, -N_REPORTED), slice(-N_REPORTED, None))


def allowed_loss(scores: torch.Tensor, allowed: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Mean negative log-probability of the allowed classes together; texts without any add nothing.

    Parameters
    ----------
    scores, allowed : tensor of shape (n_texts, n_classes)
    weights : tensor of shape (n_texts,)
    """
    labelled = allowed.sum(dim=1) > 0
    if not bool(labelled.any()):
        return scores.sum() * 0.0
    logs = torch.log_softmax(scores[labelled], dim=1)
    chosen = allowed[labelled] > 0
    right = torch.logsumexp(logs.masked_fill(~chosen, -torch.inf), dim=1)
    return -(right * weights[labelled]).sum() / len(scores)


def soft_loss(scores: torch.Tensor, soft: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy with a teacher's probabilities (Hinton, Vinyals and Dean 2015); rows of zeros add nothing.

    Parameters
    ----------
    scores, soft : tensor of shape (n_texts, n_classes)
    """
    return -(soft * torch.log_softmax(scores, dim=1)).sum() / len(scores)


class Objective(torch.nn.Module):
    """What a training makes small.

    Parameters
    ----------
    teacher : float
        Weight of what a teacher says of a text, beside that of its own labels; texts of which it says nothing have their
        labels alone.
    width : int
        Of what the network pools.
    features : int
        Of the teacher, from which those of the network are told by a linear map that is learned along with it (Romero et
        al. 2015, FitNets); 0 for none.
    """

    def __init__(self, teacher: float, width: int, features: int) -> None:
        super().__init__()
        self._teacher = teacher
        self.features = torch.nn.Linear(width, features) if features and teacher else None

    def forward(self, network: StanceNetwork, batch: Batch) -> torch.Tensor:
        """The loss of a batch."""
        with fast_precision(batch.ids.device.type):
            *scores, pooled = network(batch.ids, batch.roles, batch.mask)
        taught = batch.soft.sum(dim=1) > 0
        own = torch.where(taught, 1 - self._teacher, 1.0)
        total = torch.zeros((), device=batch.ids.device)
        for head, columns in zip(scores, _HEADS, strict=True):
            total = total + allowed_loss(head.float(), batch.allowed[:, columns], own)
            if self._teacher:
                total = total + self._teacher * soft_loss(head.float(), batch.soft[:, columns])
        if self.features is not None:
            apart = (self.features(pooled.float()) - batch.features).pow(2).sum(dim=1)
            total = total + self._teacher * (apart * taught).sum() / len(taught)
        return total
