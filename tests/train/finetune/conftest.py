from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _one_thread(request: pytest.FixtureRequest) -> None:
    """Small networks gain nothing by threads, which only wait for each other on a busy machine."""
    if request.node.get_closest_marker("torch"):
        import torch

        torch.set_num_threads(1)
