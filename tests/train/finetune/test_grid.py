"""Weights on a coarse grid."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest

from pipeline.network.relations import TrainingText
from pipeline.network.session import SavedNetwork
from tests.model.linear.test_classifier import LABELS, TEXTS
from tests.train.finetune.small_base import small_encoder

pytestmark = pytest.mark.torch


def test_each_weight_goes_to_the_nearest_point_and_comes_back() -> None:
    import torch

    from pipeline.train.finetune.grid import distances, on_grid, snap

    torch.manual_seed(0)
    network = torch.nn.Sequential(torch.nn.Embedding(50, 8), torch.nn.Linear(8, 6))
    before = [weight.detach().clone() for weight in network.parameters()]
    with on_grid(network, 0.5):
        for i, by_row in ((0, False), (1, True)):
            distance = distances(before[i], 0.5, by_row)
            points = list(network.parameters())[i] / distance
            torch.testing.assert_close(points, points.round())
            assert ((points * distance - before[i]).abs() <= distance * 0.5001).all()
        network(torch.arange(50)).sum().backward()
    for weight, was in zip(network.parameters(), before, strict=True):
        torch.testing.assert_close(weight.detach(), was, rtol=0, atol=0)
        assert weight.grad is not None
    snap(network, 0.0)
    torch.testing.assert_close(network[1].weight.detach(), before[1], rtol=0, atol=0)


def test_a_network_trained_on_the_grid_is_saved_as_it_judges_and_in_less_room(tmp_path: Path) -> None:
    import torch

    from pipeline.network.encoding import Reader
    from pipeline.train.finetune.batches import run_network
    from pipeline.train.finetune.export import export_network
    from pipeline.train.finetune.fitting import FitSettings, fit_network
    from pipeline.train.finetune.grid import snap
    from pipeline.train.finetune.weights import saved_network, start_network

    network, tokenizer = start_network(small_encoder(tmp_path, "mpnet"), 0.0, 0)
    lessons = [[TrainingText(text, stance=label)] for text, label in zip(TEXTS, LABELS, strict=True)]
    fit_network(network, lessons, Reader(tokenizer), FitSettings(epochs=12, rate=1e-3, grid=0.4))
    coarse, fine = export_network(network, grid=0.4), export_network(network)
    assert len(zlib.compress(coarse)) < 0.9 * len(zlib.compress(fine))
    snap(network, 0.4)
    texts = [TrainingText(text) for text in TEXTS]
    in_torch = run_network(network, texts, Reader(tokenizer))[0]
    saved = SavedNetwork(coarse, tokenizer)
    np.testing.assert_allclose(saved.run(TEXTS)[:, :8], in_torch[:, :8], atol=0.05)
    np.testing.assert_allclose(saved.reported(TEXTS), in_torch[:, 8], atol=0.05)
    again = saved_network(coarse, 0.0).eval()
    for name, weight in network.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], weight, rtol=0, atol=0.02)
