"""Any training goes on where it was cut off, as if it had not been."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")


def trained(
    checkpoint: Path | None, work: str = "lines", stop: int | None = None
) -> tuple[int, dict[str, torch.Tensor]]:
    """The step at which the training began, and the weights at its end, or where it was stopped."""
    from pipeline.train.finetune.descent import Descent

    torch.manual_seed(0)
    network = torch.nn.Linear(3, 1)
    descent = Descent(network, [{"params": list(network.parameters()), "lr": 0.1}], 12, work, checkpoint)
    began = descent.step
    for step in range(began, 12 if stop is None else stop):
        torch.manual_seed(step)
        given = torch.randn(5, 3)
        descent.differentiate((network(given).squeeze(1) - given.sum(dim=1)).pow(2).mean())
        descent.advance()
    if stop is None:
        descent.finish()
    return began, network.state_dict()


def test_a_training_that_was_cut_off_ends_as_the_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.train.finetune import descent

    monkeypatch.setattr(descent, "_SAVE_EVERY", 2)
    monkeypatch.setattr(descent, "_SECONDS_BETWEEN_SAVES", 0.0)
    whole = trained(None)[1]
    checkpoint = tmp_path / "state.pt"
    trained(checkpoint, stop=7)
    assert checkpoint.is_file()
    assert trained(checkpoint, work="other lines", stop=0)[0] == 0, "a state of other work is not taken up"
    began, resumed = trained(checkpoint)
    assert began == 6 and not checkpoint.exists()
    for name, value in whole.items():
        torch.testing.assert_close(value, resumed[name], rtol=0, atol=0)
