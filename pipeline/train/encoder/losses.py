"""The loss: classes that a label allows, and what a larger network says of the same text."""

from __future__ import annotations

import torch


def allowed_loss(scores: torch.Tensor, allowed: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
    """Mean negative log-probability of the allowed classes together; texts without any add nothing.

    Parameters
    ----------
    scores, allowed : tensor of shape (n_texts, n_classes)
    weights : tensor of shape (n_texts,), optional
        Of each text.
    """
    labelled = allowed.sum(dim=1) > 0
    if not bool(labelled.any()):
        return scores.sum() * 0.0
    logs = torch.log_softmax(scores[labelled], dim=1)
    chosen = allowed[labelled] > 0
    right = torch.logsumexp(logs.masked_fill(~chosen, -torch.inf), dim=1)
    if weights is not None:
        right = right * weights[labelled]
    return -right.sum() / len(scores)


def soft_loss(scores: torch.Tensor, soft: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy with a teacher's probabilities (Hinton, Vinyals and Dean 2015); rows of zeros add nothing.

    Parameters
    ----------
    scores, soft : tensor of shape (n_texts, n_classes)
    """
    return -(soft * torch.log_softmax(scores, dim=1)).sum() / len(scores)
