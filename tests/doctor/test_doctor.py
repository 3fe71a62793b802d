from pathlib import Path


def test_a_finished_study_passes(stance, study: Path) -> None:
    result = stance("doctor")
    assert result.code == 0, result.out
    for word in ("Python", "extraction", "DVC", "model", "MLflow store"):
        assert word in result.out
    assert "✗" not in result.out


def test_the_summary_names_the_next_commands(stance, study: Path) -> None:
    result = stance("doctor", "--summary")
    assert result.code == 0
    for command in ("stance score", "stance compare", "mlflow ui"):
        assert command in result.out


def test_a_broken_configuration_is_found(stance, study: Path) -> None:
    path = Path("configs/pipeline.yaml")
    path.write_text(path.read_text().replace("folds:", "flods:"))
    result = stance("doctor")
    assert result.code == 2 and "✗" in result.out and "flods" in result.out


def test_a_damaged_model_is_found(stance, study: Path) -> None:
    Path("data/model/stance.skops").write_bytes(b"damaged")
    result = stance("doctor")
    assert result.code == 2 and "checksum" in result.out


def test_an_empty_folder_is_no_failure(stance, elsewhere: Path) -> None:
    result = stance("doctor")
    assert result.code == 0 and "packaged model" in result.out and not list(elsewhere.iterdir())
    nothing = stance("doctor", "--summary")
    assert nothing.code == 2 and "no evaluation yet" in nothing.err
