"""The steps of a training: rates that rise and fall, weights averaged over the steps, a state that survives a kill."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from pipeline.io import atomic_path

_WARM_UP = 0.06
_LAST_RATE = 0.02
_LONGEST_MEMORY = 0.998
# The state is several times as large as the network: on a GPU 200 steps take less time than saving it.
_SAVE_EVERY, _SECONDS_BETWEEN_SAVES = 200, 60.0
_REMEMBER_EVERY = 4


class Descent:
    """AdamW down to the end of `total` steps, which remembers the mean of the weights on its way.

    Parameters
    ----------
    network : Module
        Its weights are averaged over the steps: an exponential moving average.
    groups : sequence of dict
        Parameters with their first learning rate, as torch's optimizers take them.
    total : int
        Steps of the whole training.
    work : str
        Names data and settings; a state that was saved of other work is not taken up.
    checkpoint : Path, optional
        Where the state is saved as the training goes; a training that was cut off goes on from there.
    beside : Module, optional
        Is trained along with the network, and not averaged.

    Attributes
    ----------
    step : int
        Steps that are done; more than 0 at the beginning where a saved state was taken up.
    """

    def __init__(
        self,
        network: torch.nn.Module,
        groups: Sequence[dict[str, Any]],
        total: int,
        work: str,
        checkpoint: Path | None = None,
        beside: torch.nn.Module | None = None,
    ) -> None:
        self._network, self._total, self._work, self._checkpoint = network, total, work, checkpoint
        self._average = {name: value.detach().clone() for name, value in network.state_dict().items()}
        self._optimizer = torch.optim.AdamW(list(groups), weight_decay=0.01, fused=True)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, lambda step: _rate(step, total))
        self._parts: dict[str, Any] = {"network": network, "optimizer": self._optimizer, "schedule": self._schedule}
        if beside is not None:
            self._parts["beside"] = beside
        self.step = self._restored()
        self._saved_at = time.monotonic()

    def differentiate(self, loss: torch.Tensor) -> None:
        """Take the gradients of a step's loss."""
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()

    def advance(self) -> None:
        """Move the weights along the gradients, remember them, and save the state where it is time."""
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self.step += 1
        if self.step % _REMEMBER_EVERY == 0:
            self._remember(min(_LONGEST_MEMORY, (1 + self.step) / (10 + self.step)) ** _REMEMBER_EVERY)
        waited = time.monotonic() - self._saved_at >= _SECONDS_BETWEEN_SAVES
        if self._checkpoint and self.step % _SAVE_EVERY == 0 and self.step < self._total and waited:
            self._save(self._checkpoint)
            self._saved_at = time.monotonic()

    def averaged(self) -> torch.nn.Module:
        """A copy of the network with the mean of its weights so far, to be judged."""
        copied = copy.deepcopy(self._network)
        copied.load_state_dict(self._average)
        return copied.eval()

    def finish(self) -> None:
        """Give the network the mean of its weights, and forget the saved state."""
        self._network.load_state_dict(self._average)
        self._network.eval()
        if self._checkpoint:
            self._checkpoint.unlink(missing_ok=True)

    def _remember(self, decay: float) -> None:
        with torch.no_grad():
            for name, value in self._network.state_dict().items():
                if value.is_floating_point():
                    self._average[name].lerp_(value, 1 - decay)

    def _save(self, path: Path) -> None:
        state = {name: part.state_dict() for name, part in self._parts.items()}
        with atomic_path(path) as temporary:
            torch.save(state | {"work": self._work, "average": self._average, "step": self.step}, temporary)

    def _restored(self) -> int:
        """The step that was reached; 0 where nothing was saved, or what was saved is of other texts or settings."""
        if self._checkpoint is None or not self._checkpoint.is_file():
            return 0
        state = torch.load(self._checkpoint, weights_only=True)
        if state.get("work") != self._work:
            return 0
        for name, part in self._parts.items():
            part.load_state_dict(state[name])
        self._average.update(state["average"])
        return int(state["step"])


def _rate(step: int, total: int) -> float:
    rising = min(1.0, (step + 1) / max(1.0, _WARM_UP * total))
    return rising * max(_LAST_RATE, 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))
