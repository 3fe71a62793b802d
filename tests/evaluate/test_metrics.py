import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, log_loss

from pipeline.evaluate.baselines import BASELINES, majority, vader
from pipeline.evaluate.counts import task_metrics
from pipeline.evaluate.reliability import reliability
from pipeline.records import STANCES

LABELS = list(STANCES)


def simulated(n: int, groups: int, seed: int, accuracy: float = 0.7) -> tuple[list[str], np.ndarray, list[str]]:
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, 3, n)
    called = np.where(generator.random(n) < accuracy, truth, generator.integers(0, 3, n))
    probabilities = np.full((n, 3), 0.15)
    probabilities[np.arange(n), called] = 0.7
    return [LABELS[t] for t in truth], probabilities, [str(g) for g in generator.integers(0, groups, n)]


def test_the_metrics_are_scikit_learns() -> None:
    gold, probabilities, groups = simulated(400, 40, 1)
    result = task_metrics(gold, probabilities, STANCES, groups, resamples=50)
    called = [LABELS[i] for i in probabilities.argmax(axis=1)]
    assert result.metrics["macro_f1"].value == pytest.approx(f1_score(gold, called, average="macro"))
    assert result.metrics["accuracy"].value == pytest.approx(accuracy_score(gold, called))
    assert result.metrics["f1_against"].value == pytest.approx(
        f1_score(gold, called, labels=["against"], average="macro")
    )
    columns = [LABELS.index(label) for label in sorted(LABELS)]
    assert result.metrics["log_loss"].value == pytest.approx(log_loss(gold, probabilities[:, columns]))
    np.testing.assert_array_equal(result.confusion, confusion_matrix(gold, called, labels=LABELS))


def test_calibration_error_of_a_known_case() -> None:
    probabilities = np.array([[0.8, 0.1, 0.1]] * 10)
    gold = ["favor"] * 5 + ["against"] * 5
    assert task_metrics(gold, probabilities, STANCES, list("abcdefghij")).metrics[
        "calibration_error"
    ].value == pytest.approx(0.3)
    assert reliability(gold, probabilities, STANCES) == [{"confidence": 0.8, "accuracy": 0.5, "examples": 10}]


def test_a_perfect_model_has_no_interval_to_speak_of() -> None:
    gold = ["favor", "against", "neutral"] * 10
    probabilities = np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]] * 10)
    macro = task_metrics(gold, probabilities, STANCES, [str(i // 3) for i in range(30)]).metrics["macro_f1"]
    assert (macro.value, macro.low, macro.high) == (1, 1, 1)


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    truth = 0.7 + 0.3 / 3
    covered = 0
    for seed in range(200):
        gold, probabilities, groups = simulated(300, 60, seed)
        interval = task_metrics(gold, probabilities, STANCES, groups, resamples=400, seed=seed).metrics["accuracy"]
        covered += interval.low <= truth <= interval.high
    assert 0.88 <= covered / 200 <= 0.99


def test_dependent_examples_widen_the_interval() -> None:
    generator = np.random.default_rng(3)
    right = np.repeat(generator.random(30) < 0.6, 10)
    probabilities = np.where(right[:, None], [[0.8, 0.1, 0.1]], [[0.1, 0.8, 0.1]])
    gold = ["favor"] * 300
    by_article = task_metrics(gold, probabilities, STANCES, [str(i // 10) for i in range(300)]).metrics["accuracy"]
    by_example = task_metrics(gold, probabilities, STANCES, [str(i) for i in range(300)]).metrics["accuracy"]
    assert by_article.high - by_article.low > 2 * (by_example.high - by_example.low)


def test_the_same_seed_gives_the_same_interval() -> None:
    gold, probabilities, groups = simulated(100, 20, 5)
    assert (
        task_metrics(gold, probabilities, STANCES, groups, seed=1).metrics
        == task_metrics(gold, probabilities, STANCES, groups, seed=1).metrics
    )


def test_baselines_have_probabilities_for_every_label() -> None:
    shares = majority(["one", "two"], ["favor", "favor", "against"], STANCES)
    np.testing.assert_allclose(shares, [[2 / 3, 1 / 3, 0]] * 2)
    calls = vader(["We love our wonderful friends", "a horrible crime", "the table"], [], STANCES)
    assert [LABELS[i] for i in calls.argmax(axis=1)] == ["favor", "against", "neutral"]
    np.testing.assert_allclose(calls.sum(axis=1), 1)


def test_a_metric_that_is_registered_is_measured_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.compare.comparison import CompareOptions, compare
    from pipeline.compare.report.tables import tables
    from pipeline.evaluate import metrics
    from tests.compare.simulation import run, two_runs

    error = metrics.Metric(
        "error", "error rate", lambda sums: 1 - metrics.accuracy(sums.confusion), less_is_better=True
    )
    monkeypatch.setattr(metrics, "METRICS", (*metrics.METRICS, error))
    one, two = two_runs(1, articles=10)
    comparison = compare([run("old", one), run("new", two)], CompareOptions(resamples=20, examples=0))
    found = comparison.contrasts[0].metrics["stance"]
    assert found["error"].difference.value == pytest.approx(-found["accuracy"].difference.value)
    (table,) = [table for table in tables(comparison) if table.title == "stance: metrics"]
    assert "error rate (less is better)" in [row[0] for row in table.rows]


def test_every_baseline_says_something_of_every_text() -> None:
    for baseline in BASELINES:
        said = baseline.probabilities(["We thank them.", "They lie."], ["favor", "against"], STANCES)
        assert said.shape == (2, 3) and baseline.title
