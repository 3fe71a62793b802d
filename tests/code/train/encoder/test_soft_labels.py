"""What a teacher says, kept in a file and learned from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.train.encoder.network_file import load_shipped
from pipeline.train.encoder.soft_labels import with_soft_labels, write_soft_labels
from pipeline.train.encoder.tasks import TaughtText

ONE = TaughtText("we thank ‹TARGET›", stance="favor")
TWO = TaughtText("we thank ‹TARGET›", sentiment="positive", spoken=False)
ALONE = TaughtText("‹OTHER› spoke of ‹TARGET›")
SOFT = (0.5, 0.25, 0.0, 0.25, 0.0, 0.125, 0.125, 0.75)


def test_the_labels_are_kept_and_texts_of_the_file_alone_come_after(tmp_path: Path) -> None:
    path = tmp_path / "soft.parquet"
    others = [replace(ALONE, masked=f"{ALONE.masked} {i} times") for i in range(2)]
    write_soft_labels(path, [TWO, ALONE, *others], np.array([SOFT, *[SOFT[::-1]] * 3]))
    (first, second), *unlabelled = with_soft_labels([[ONE, TWO]], path)
    assert first == ONE and second.soft == SOFT and second.sentiment == "positive"
    assert unlabelled == [[replace(t, soft=SOFT[::-1]) for t in some] for some in ([ALONE, others[0]], [others[1]])]


def test_the_loss_is_least_where_the_network_says_what_the_teacher_says() -> None:
    torch = pytest.importorskip("torch")
    from pipeline.train.encoder.losses import soft_loss

    soft = torch.tensor([SOFT[:5], (0.0,) * 5])
    agreed = soft_loss(torch.log(soft + 1e-9), soft)
    entropy = -sum(p * np.log(p) for p in SOFT[:5] if p) / 2
    assert agreed.item() == pytest.approx(entropy, rel=1e-4), "rows of zeros add nothing"
    assert soft_loss(torch.zeros(2, 5), soft) > agreed


def test_a_text_without_labels_is_learned_from_the_teacher() -> None:
    pytest.importorskip("torch")
    from pipeline.train.encoder.batches import probabilities
    from pipeline.train.encoder.fitting import FitSettings, fit_network
    from pipeline.train.encoder.reading import Reader
    from pipeline.train.encoder.weights import saved_network

    shipped = load_shipped()
    reader, network = Reader(shipped.tokenizer), saved_network(shipped.onnx, 0.0)
    taught = TaughtText("the weather in ‹TARGET› is dry", soft=(0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0))
    before = probabilities(network, [taught], reader)[0]
    fit_network(network, [[taught]] * 12, reader, FitSettings(epochs=6, batch_size=4, rate=1e-4, teacher=0.5))
    after = probabilities(network, [taught], reader)[0]
    assert after[3] > max(0.9, before[3]) and after[5] > 0.9
    assert after[:5].sum() == pytest.approx(1, abs=1e-3) and after[5:].sum() == pytest.approx(1, abs=1e-3)
