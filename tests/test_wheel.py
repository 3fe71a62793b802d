"""A wheel of the project, in an empty environment and any folder, scores articles with what it carries."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parent.parent


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment into which the wheel was installed with all it requires."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(PROJECT / "pipeline", source / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source / name)
    build = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source, cwd=folder)
    assert build.returncode == 0, build.stdout + build.stderr
    (wheel,) = folder.glob("*.whl")
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    environment = folder / "environment"
    venv.create(environment, with_pip=uv is None)
    python = environment / "bin" / "python"
    installer = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    install = run(*installer, "--quiet", "--constraint", PROJECT / "requirements.lock", wheel, cwd=folder)
    assert install.returncode == 0, install.stderr
    return environment / "bin"


def test_a_wheel_scores_in_any_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Envoys meet\n\nKenyan minister Musa Karanja thanked Uganda for its help in the drought."
    )
    where = run(installed / "python", "-c", "import pipeline; print(pipeline.__file__)", cwd=tmp_path)
    assert str(installed.parent) in where.stdout, where.stdout + where.stderr
    scored = run(installed / "stance", "score", "a.txt", "--out", "scores.csv", cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr
    (row,) = pd.read_csv(tmp_path / "scores.csv").itertuples()
    assert (row.target, row.stance, row.speaker, row.speaker_country) == ("UGA", "favor", "Musa Karanja", "KEN")


def test_the_wheel_holds_knowledge_configuration_and_model_and_nothing_else(installed: Path) -> None:
    package = next((installed.parent / "lib").glob("python*/site-packages/pipeline"))
    for file in (
        "languages/en/gazetteer.csv",
        "config/default.yaml",
        "countries/organisations.csv",
        "models/linear/stance.skops",
    ):
        assert (package / file).is_file(), file
    assert not (package.parent / "tests").exists() and not (package.parent / "scripts").exists()
