"""What a teacher says, kept in a file and learned from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.network.network_file import load_shipped
from pipeline.network.relations import TrainingText
from pipeline.train.finetune.soft_labels import with_soft_labels, write_soft_labels

ONE = TrainingText("we thank ‹TARGET›", stance="favor", spoken=True)
TWO = TrainingText("we thank ‹TARGET›", sentiment="positive")
ALONE = TrainingText("‹OTHER› spoke of ‹TARGET›")
SOFT = (0.5, 0.25, 0.0, 0.25, 0.0, 0.125, 0.125, 0.75, 0.25, 0.75)
HEADS = slice(5), slice(5, 8), slice(8, 10)


def test_the_labels_are_kept_and_texts_of_the_file_alone_come_after(tmp_path: Path) -> None:
    path = tmp_path / "soft.parquet"
    others = [replace(ALONE, masked=f"{ALONE.masked} {i} times") for i in range(2)]
    features = np.arange(8.0).reshape(4, 2)
    write_soft_labels(path, [TWO, ALONE, *others], np.array([SOFT, *[SOFT[::-1]] * 3]), features)
    (first, second), *unlabelled = with_soft_labels([[ONE, TWO]], [path])
    assert second.features is not None and second.features.tolist() == [0, 1] and first.features is None
    assert [[list(t.features) for t in some] for some in unlabelled] == [[[2, 3], [4, 5]], [[6, 7]]]
    assert first == ONE and second.soft == SOFT and second.sentiment == "positive"
    assert unlabelled == [[replace(t, soft=SOFT[::-1]) for t in some] for some in ([ALONE, others[0]], [others[1]])]


def test_texts_with_their_labels_alone_are_not_taught_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "soft.parquet"
    write_soft_labels(path, [ALONE, TWO], np.array([SOFT, SOFT]), np.ones((2, 2)))
    own = [[replace(TWO, sentiment="neutral")]]
    taught = with_soft_labels([[ONE]], [path], own)
    assert taught[:2] == [[ONE], own[0]] and taught[1][0].soft is None
    assert [text.masked for texts in taught[2:] for text in texts] == [ALONE.masked]
    assert with_soft_labels([[ONE]], [path], own, unlabelled=False) == [[ONE], own[0]]


def test_of_several_teachers_the_mean_is_learned_where_all_know_a_text(tmp_path: Path) -> None:
    paths = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    write_soft_labels(paths[0], [TWO, ALONE], np.array([SOFT, SOFT]), np.array([[2.0, 0.0], [1.0, 1.0]]))
    write_soft_labels(paths[1], [ONE, TWO], np.array([SOFT, SOFT[::-1]]), np.array([[9.0], [4.0]]))
    ((one, two),) = with_soft_labels([[ONE, TWO]], paths)
    assert one.soft is None, "one teacher alone knows it, and the text that only the other knows does not follow"
    assert two.soft == tuple(np.mean([SOFT, SOFT[::-1]], axis=0)) and two.features is not None
    assert two.features.tolist() == pytest.approx(np.array([2.0, 0.0, 4.0]) / np.sqrt(2))


@pytest.mark.torch
def test_the_loss_is_least_where_the_network_says_what_the_teacher_says() -> None:
    import torch

    from pipeline.train.finetune.losses import soft_loss

    soft = torch.tensor([SOFT[:5], (0.0,) * 5])
    agreed = soft_loss(torch.log(soft + 1e-9), soft)
    entropy = -sum(p * np.log(p) for p in SOFT[:5] if p) / 2
    assert agreed.item() == pytest.approx(entropy, rel=1e-4), "rows of zeros add nothing"
    assert soft_loss(torch.zeros(2, 5), soft) > agreed


@pytest.mark.torch
def test_a_text_without_labels_is_learned_from_the_teacher() -> None:
    from pipeline.network.encoding import Reader
    from pipeline.train.finetune.batches import run_network
    from pipeline.train.finetune.fitting import FitSettings, fit_network
    from pipeline.train.finetune.weights import saved_network

    shipped = load_shipped()
    reader, network = Reader(shipped.tokenizer), saved_network(shipped.onnx, 0.0)
    taught = TrainingText("the weather in ‹TARGET› is dry", soft=(0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0))
    before = run_network(network, [taught], reader)[0][0]
    fit_network(network, [[taught]] * 12, reader, FitSettings(epochs=6, batch_size=4, rate=1e-4, teacher=0.5))
    after = run_network(network, [taught], reader)[0][0]
    assert after[3] > max(0.9, before[3]) and after[5] > 0.9 and after[9] > 0.9
    assert [after[part].sum() for part in HEADS] == pytest.approx([1, 1, 1], abs=1e-3)


def test_principal_features_have_variances_that_add_up_to_one() -> None:
    from pipeline.train.finetune.soft_labels import principal_features

    pooled = np.random.default_rng(0).normal(size=(200, 12)).astype(np.float32) @ np.diag(np.arange(12.0))
    features = principal_features(pooled, 5, 0)
    assert features.shape == (200, 5) and features.var(axis=0).sum() == pytest.approx(1)
    assert (np.diff(features.var(axis=0)) < 0).all()


def test_no_principal_features_are_kept_where_none_are_asked_for(tmp_path: Path) -> None:
    from pipeline.train.finetune.soft_labels import principal_features

    features = principal_features(np.ones((2, 12), dtype=np.float32), 0, 0)
    assert features.shape == (2, 0)
    path = tmp_path / "soft.parquet"
    write_soft_labels(path, [TWO, ALONE], np.array([SOFT, SOFT[::-1]]), features)
    ((first, _), unlabelled) = with_soft_labels([[TWO, ONE]], [path])
    assert first.soft == SOFT and first.features is not None and not first.features.size
    assert unlabelled == [replace(ALONE, soft=SOFT[::-1])]


def test_a_saved_network_answers_each_text_in_its_place() -> None:
    from pipeline.train.finetune.soft_labels import answers_of_saved

    shipped = load_shipped()
    said, pooled = answers_of_saved(shipped, [TWO, ONE, ALONE])
    for row, text in enumerate((TWO, ONE, ALONE)):
        alone = shipped.run([text.masked], spoken=text.spoken)[0]
        assert said[row].tolist() == alone[:8].tolist()
        assert np.allclose(pooled[row], alone[8:], rtol=1e-6)


@pytest.mark.torch
def test_a_text_that_stands_in_the_data_twice_is_read_once_and_as_alone() -> None:
    from pipeline.train.finetune.batches import read_lessons

    reader = load_shipped().reader
    (first,), (second, other) = read_lessons([[ONE], [ONE, TWO]], reader)
    assert first.text is second.text
    for lesson, text in ((first, ONE), (other, TWO)):
        (alone,) = reader.read([text.masked], spoken=text.spoken)
        assert lesson.text.ids.tolist() == alone.ids.tolist() and lesson.text.roles.tolist() == alone.roles.tolist()


@pytest.mark.torch
def test_what_the_teacher_makes_of_texts_is_learned_too() -> None:
    import torch

    from pipeline.train.finetune.batches import batch_on, read_lessons
    from pipeline.train.finetune.losses import Objective
    from pipeline.train.finetune.weights import saved_network

    shipped = load_shipped()
    network = saved_network(shipped.onnx, 0.0).eval()
    (lessons,) = read_lessons([[ONE, replace(ALONE, soft=SOFT, features=np.ones(4, dtype=np.float32))]], shipped.reader)
    batch = batch_on(torch.device("cpu"), lessons)
    objective = Objective(0.5, 3 * network.encoder.config.hidden_size, 4)
    assert objective.features is not None
    with torch.no_grad():
        objective.features.weight.zero_()
        objective.features.bias.fill_(1.0)
        alike = objective(network, batch)
        objective.features.bias.fill_(3.0)
        assert (objective(network, batch) - alike).item() == pytest.approx(0.5 * 4 * 2**2 / 2), (
            "half the texts have any"
        )
