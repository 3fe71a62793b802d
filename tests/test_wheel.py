"""A wheel of the project, installed for scoring alone, scores articles in any folder and without a network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pandas as pd
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]
PROJECT = Path(__file__).resolve().parent.parent
# Python runs this file when it starts: whoever reaches for the network fails.
_OFFLINE = """
import socket

def connect(self, address):
    raise AssertionError(f"reached for the network: {address}")

socket.socket.connect = socket.socket.connect_ex = connect
"""
# Commands one after the other in one process, which is much faster than one each.
_COMMANDS = """
import sys
from pipeline.cli import main

for command in sys.argv[1:]:
    try:
        main(command.split())
    except SystemExit as stop:
        print(stop.code)
"""
ARTICLES = {
    "thanks.txt": "Envoys meet\n\nKenyan minister Musa Karanja thanked Uganda for its help in the drought.",
    "page.html": "<html><head><title>Envoys meet</title></head><body><article><h1>Envoys meet</h1><p>The talks went on for "
    "three days.</p><p>Iran's foreign minister Ali Tehrani said that Turkey had betrayed its neighbours.</p></article></body></html>",
    "two.jsonl": "\n".join(
        json.dumps({"title": "Envoys meet", "text": text})
        for text in (
            "Peru's president Ana Flores praised Chile for its loyal support in the talks on Monday.",
            "Norwegian minister Kari Dahl condemned Sweden for its attack on the fishermen on Monday.",
        )
    ),
}


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    # Compiled modules are kept, because every test begins by importing them.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, env={**inherited, **(env or {})}
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(PROJECT / "pipeline", source / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source / name)
    build = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source, cwd=folder)
    assert build.returncode == 0, build.stdout + build.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The folder of commands of a new environment into which the wheel was installed without any extra."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    environment = wheel.parent / "environment"
    venv.create(environment, with_pip=uv is None)
    python = environment / "bin" / "python"
    installer = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    install = run(*installer, "--quiet", "--constraint", PROJECT / "requirements.lock", wheel, cwd=wheel.parent)
    assert install.returncode == 0, install.stderr
    (wheel.parent / "offline").mkdir()
    (wheel.parent / "offline" / "sitecustomize.py").write_text(_OFFLINE)
    return environment / "bin"


@pytest.fixture
def offline(installed: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(installed.parent.parent / "offline")}


@pytest.mark.parametrize(("model", "out"), [("encoder", "scores.csv"), ("linear", "scores.parquet")])
def test_articles_are_scored_in_any_folder(
    installed: Path, offline: dict[str, str], tmp_path: Path, model: str, out: str
) -> None:
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    scored = run(installed / "stance", "score", "articles", "--out", out, "--model", model, cwd=tmp_path, env=offline)
    assert scored.returncode == 0, scored.stderr
    assert "4 articles" in scored.stderr
    scores = pd.read_csv(tmp_path / out) if out.endswith(".csv") else pd.read_parquet(tmp_path / out)
    found = {(row.speaker_country, row.target, row.stance) for row in scores.itertuples()}
    assert found == {
        ("KEN", "UGA", "favor"),
        ("IRN", "TUR", "against"),
        ("PER", "CHL", "favor"),
        ("NOR", "SWE", "against"),
    }


def test_texts_are_scored_by_the_function_of_the_package(
    installed: Path, offline: dict[str, str], tmp_path: Path
) -> None:
    code = "import pipeline; print(pipeline.__file__); print(*pipeline.score(['Chile has betrayed us.'], ['CHL'])['stance'])"
    scored = run(installed / "python", "-c", code, cwd=tmp_path, env=offline)
    assert scored.returncode == 0, scored.stderr
    place, stance = scored.stdout.split()
    assert place.startswith(str(installed.parent)) and stance == "against"


def test_articles_are_read_and_their_statements_shown(installed: Path, offline: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "thanks.txt").write_text(ARTICLES["thanks.txt"])
    read = run(installed / "stance", "ingest", "thanks.txt", "--out", "articles.jsonl", cwd=tmp_path, env=offline)
    assert read.returncode == 0 and "1 article" in read.stderr, read.stderr
    shown = run(installed / "stance", "extract", "--show", "thanks.txt", cwd=tmp_path, env=offline)
    assert shown.returncode == 0 and "Musa Karanja" in shown.stdout, shown.stderr


def test_the_work_of_a_study_names_the_extra_that_it_needs(installed: Path, tmp_path: Path) -> None:
    commands = ("train", "evaluate", "compare one other", "sweep", "estimate scores.csv --labels labels.jsonl")
    needs = run(installed / "python", "-c", _COMMANDS, *commands, cwd=tmp_path)
    assert needs.stdout.split() == ["2"] * len(commands), needs.stderr
    sentence = r"Error: This needs \w+, which is not installed: `pip install 'country-stance\[study\]'`\.\n"
    assert re.fullmatch(f"({sentence}){{{len(commands)}}}", needs.stderr), needs.stderr


def test_the_doctor_finds_an_installation_for_scoring_in_order(installed: Path, tmp_path: Path) -> None:
    checked = run(installed / "stance", "doctor", cwd=tmp_path)
    assert checked.returncode == 0 and "packaged model" in checked.stdout, checked.stdout + checked.stderr


def test_who_only_scores_installs_a_third_of_the_libraries(installed: Path) -> None:
    (libraries,) = (installed.parent / "lib").glob("python*/site-packages")
    assert len(list(libraries.glob("*.dist-info"))) < 75


def test_the_wheel_holds_the_package_with_all_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = (path for path in (PROJECT / "pipeline").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert held == {path.relative_to(PROJECT).as_posix() for path in files}


def test_the_wheel_serves_the_page_to_label_in(wheel: Path, tmp_path: Path) -> None:
    unpacked, study = tmp_path / "package", tmp_path / "empty folder"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(unpacked)
    (study / "articles").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (study / "articles" / name).write_text(text, encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r}); import pipeline; from pipeline.cli import main; "
        "print(pipeline.__file__, file=sys.stderr); main(['annotate', 'articles', '--no-browser'])"
    )
    served = subprocess.Popen([sys.executable, "-c", code], cwd=study, stderr=subprocess.PIPE, text=True)
    try:
        assert served.stderr is not None
        told, address = [], None
        while address is None:
            line = served.stderr.readline()
            assert line, "".join(told)
            told.append(line)
            address = re.search(r"http://127\.0\.0\.1:\d+/open\?token=\S+", line)
        assert told[0].startswith(str(unpacked))
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(address.group(), timeout=30)
        assert "token" not in page.url and "annotator" in page.read().decode("utf-8")
        origin = page.url.rpartition("/")[0]
        assert "font" in opener.open(f"{origin}/assets/page.css", timeout=30).read().decode("utf-8")
    finally:
        served.terminate()
        served.wait(timeout=30)
    assert (study / "data/labels/annotations.jsonl").is_file()
