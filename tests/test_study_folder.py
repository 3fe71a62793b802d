"""Which study a folder belongs to."""

from __future__ import annotations

from pathlib import Path

from pipeline.study_folder import lasting_folder, study_folder


def make_study(folder: Path) -> Path:
    (folder / "configs").mkdir(parents=True)
    (folder / "configs/pipeline.yaml").touch()
    (folder / "dvc.yaml").touch()
    return folder


def test_the_nearest_study_above_is_meant(tmp_path: Path) -> None:
    outer = make_study(tmp_path / "outer")
    inner = make_study(outer / "inner")
    (inner / "notebooks").mkdir()
    (outer / "notes").mkdir()
    assert study_folder(inner / "notebooks") == inner
    assert study_folder(outer / "notes") == outer


def test_a_folder_that_has_runs_is_one_without_a_configuration(tmp_path: Path) -> None:
    (tmp_path / ".stance").mkdir()
    (tmp_path / "notebooks").mkdir()
    assert study_folder(tmp_path / "notebooks") == tmp_path


def test_a_configuration_alone_makes_no_study_of_the_folders_below(tmp_path: Path) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs/pipeline.yaml").touch()
    (tmp_path / "below").mkdir()
    assert study_folder(tmp_path / "below") == tmp_path / "below"


def test_a_run_of_a_temporary_dvc_experiment_belongs_to_its_project(tmp_path: Path) -> None:
    project = make_study(tmp_path / "project")
    experiment = make_study(project / ".dvc/tmp/exps/tmp1")
    assert study_folder(experiment) == experiment
    assert lasting_folder(experiment) == project == lasting_folder(project)
