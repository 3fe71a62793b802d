"""Weights on a coarse grid, so that a network takes half the room on disk; training feels the grid and adapts to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


def distances(weight: torch.Tensor, step: float, by_row: bool) -> torch.Tensor:
    """Distance of two points of the grid.

    Parameters
    ----------
    weight : tensor of shape (n_rows, n_columns)
    step : float
        The distance in standard deviations, of a row or of all weights.
    by_row : bool
        Whether each row has a grid of its own.

    Returns
    -------
    tensor of shape (n_rows, 1), or () for one grid
    """
    spread = weight.std(dim=1, keepdim=True) if by_row else weight.std()
    return torch.clamp(spread * step, min=1e-12)


def matrices(network: torch.nn.Module) -> Iterator[tuple[str, torch.nn.Parameter, bool]]:
    """Name and weights of what takes room, and whether each row has a grid of its own: so in layers, not in embeddings."""
    for name, module in network.named_modules():
        if isinstance(module, torch.nn.Linear | torch.nn.Embedding):
            yield f"{name}.weight", module.weight, isinstance(module, torch.nn.Linear)


def snap(network: torch.nn.Module, step: float) -> None:
    """Put the weights of a network on the nearest points of their grids (see `distances`), in place; 0 leaves them."""
    if step:
        for _, weight, by_row in matrices(network):
            distance = distances(weight.data, step, by_row)
            weight.data = (weight.data / distance).round_().mul_(distance)


@contextmanager
def on_grid(network: torch.nn.Module, step: float) -> Iterator[None]:
    """Weights on the grid inside the block, and as they were after it.

    Gradients taken inside are those at the grid and move the weights beside it (straight-through estimator, Courbariaux,
    Bengio and David 2015, BinaryConnect).
    """
    if not step:
        yield
        return
    kept = [(weight, weight.data) for _, weight, _ in matrices(network)]
    snap(network, step)
    try:
        yield
    finally:
        for weight, before in kept:
            weight.data = before
