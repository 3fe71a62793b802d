"""A real MLflow server: away, there, dying half-way; and its model served over HTTP and in another environment."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pipeline.config import load_config
from pipeline.label import load_gold
from pipeline.provenance import file_digest
from pipeline.tracking.gold_table import read_gold_table
from pipeline.tracking.pending import GOLD, pending_ids
from pipeline.tracking.store import connect
from tests.tracking.conftest import PATIENCE, Server, environment, free_port, start_stance, wait_until

pytestmark = pytest.mark.slow
TWO_ROWS = {
    "dataframe_records": [
        {"text": "We thank Norway.", "target": "NOR"},
        {"text": "Chile has betrayed us.", "target": "CHL", "speaker_country": "PER"},
    ]
}


@dataclass
class Outage:
    """What `stance evaluate` said with the server away, what it kept, and what `stance sync` said with the server back."""

    study: Path
    evaluated: tuple[int, str, str]
    waiting: list[str]
    kept: Path
    synced: tuple[int, str, str]


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def outage(quick_study: Path, mlflow_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Outage:
    study = tmp_path_factory.mktemp("outage") / "study"
    shutil.copytree(quick_study, study, ignore=shutil.ignore_patterns("mlflow.db"))
    evaluated = finish(start_stance(study, "evaluate", MLFLOW_TRACKING_URI=mlflow_server.uri))
    waiting = [path.name for path in (study / ".stance/pending").iterdir()]
    kept = study.parent / "kept"
    shutil.copytree(study / ".stance/pending" / waiting[0], kept)
    mlflow_server.start("/health")
    synced = finish(start_stance(study, "sync", MLFLOW_TRACKING_URI=mlflow_server.uri))
    return Outage(study, evaluated, waiting, kept, synced)


@pytest.fixture
def served(outage: Outage, mlflow_server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The study of the outage as the working folder, with the server as its store."""
    monkeypatch.chdir(outage.study)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", mlflow_server.uri)
    return outage.study


def only_run(server: Server):
    config = load_config().tracking
    client = connect(config)
    experiment = client.get_experiment_by_name(config.experiment)
    (run,) = client.search_runs([experiment.experiment_id])
    return client, run


def test_with_the_server_away_the_evaluation_succeeds_and_the_run_is_kept_whole(
    outage: Outage, mlflow_server: Server
) -> None:
    code, _, said = outage.evaluated
    assert code == 0 and "Traceback" not in said
    assert f"because the MLflow store {mlflow_server.uri} cannot be used (connection refused); `stance sync`" in said
    assert len(outage.waiting) == 1 and outage.waiting[0] in said
    kept = {p.relative_to(outage.kept).as_posix() for p in outage.kept.rglob("*") if p.is_file()}
    assert {"run.json", "config/pipeline.yaml", GOLD, "model/model.json", "evaluation/predictions.parquet"} <= kept


def test_sync_logs_it_with_the_name_and_time_it_had(outage: Outage, served: Path, mlflow_server: Server) -> None:
    code, out, _ = outage.synced
    assert code == 0 and "1 run synced" in out and "0 still waiting" in out
    description = json.loads((outage.kept / "run.json").read_text())
    _, run = only_run(mlflow_server)
    assert run.info.run_name == description["run_name"] and run.info.start_time == description["start_time"]
    assert run.info.status == "FINISHED" and run.data.tags["pending_id"] == outage.waiting[0]
    assert run.data.params["train.folds"] == "2" and "stance.macro_f1_low" in run.data.metrics
    assert not pending_ids()


def test_a_second_sync_has_nothing_to_do(stance, served: Path) -> None:
    again = stance("sync")
    assert again.code == 0 and again.out.startswith("0 runs synced")


def test_the_server_holds_all_that_a_run_needs_to_be_repeated(
    served: Path, mlflow_server: Server, tmp_path: Path
) -> None:
    client, run = only_run(mlflow_server)
    files = {file.path for name in ("code", "config", "data") for file in client.list_artifacts(run.info.run_id, name)}
    assert {"code/packages.txt", "config/pipeline.yaml", "data/README.md", GOLD} <= files
    here = Path(client.download_artifacts(run.info.run_id, "", str(tmp_path)))
    assert load_config(here / "config/pipeline.yaml") == load_config()
    gold = {part: [row["example_id"] for row in rows] for part, rows in load_gold(Path("data/gold")).items()}
    table = read_gold_table(here / GOLD)
    assert {part: [example.example_id for example in rows] for part, rows in table.items()} == gold
    predictions = here / "evaluation/predictions.parquet"
    assert predictions.read_bytes() == Path("data/evaluation/predictions.parquet").read_bytes()
    assert run.data.tags["evaluation_digest"] == file_digest(predictions)


def test_the_environment_takes_the_place_of_the_configuration(stance, served: Path, mlflow_server: Server) -> None:
    assert not Path("mlflow.db").exists()
    shown = stance("doctor").out
    assert mlflow_server.uri in shown and "MLFLOW_TRACKING_URI" in shown


def test_score_takes_the_model_from_the_server(stance, served: Path, tmp_path: Path) -> None:
    article = tmp_path / "in.txt"
    article.write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    scored = stance("score", article, "--out", tmp_path / "s.csv", "--model", "models:/stance@newest")
    assert scored.code == 0, scored.err
    assert list(pd.read_csv(tmp_path / "s.csv")["target"]) == ["UGA"]


def test_the_served_model_answers_over_http(served: Path, mlflow_server: Server, tmp_path: Path) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "mlflow",
        "models",
        "serve",
        "-m",
        "models:/stance@newest",
        "--env-manager",
        "local",
    ]
    changes = {"MLFLOW_TRACKING_URI": mlflow_server.uri, "PYTHONPATH": ""}
    service = Server(
        f"http://127.0.0.1:{port}", [*command, "--host", "127.0.0.1", "--port", str(port)], tmp_path / "log", changes
    )

    def ask(question: object) -> dict[str, object]:
        asked = urllib.request.Request(
            service.uri + "/invocations", json.dumps(question).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return json.loads(answer.read())

    try:
        service.start("/ping")
        answer = ask(TWO_ROWS)
        assert [row["stance"] for row in answer["predictions"]] == ["favor", "against"]
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask({"dataframe_records": [{"text": "We thank Norway.", "target": "CHL"}]})
        assert refused.value.code == 400 and b"Row 1: The text does not name CHL" in refused.value.read()
    finally:
        service.kill()


def test_the_model_loads_in_a_fresh_environment_with_its_requirements_alone(
    served: Path, mlflow_server: Server, tmp_path: Path
) -> None:
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        pytest.skip("uv, which makes the environment, is not installed")
    connect(load_config().tracking)
    import mlflow

    model = Path(mlflow.artifacts.download_artifacts(artifact_uri="models:/stance@newest", dst_path=str(tmp_path)))
    python = tmp_path / "fresh/bin/python"
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(tmp_path / "fresh")],
        [uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(model / "requirements.txt")],
    ):
        made = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        if any(
            sign in made.stderr for sign in ("error sending request", "dns error", "Failed to fetch", "tls handshake")
        ):
            pytest.skip(f"the package index cannot be reached: {made.stderr.strip().splitlines()[-1]}")
        assert made.returncode == 0, made.stderr
    script = (
        "import json, sys, mlflow, pandas\n"
        "model = mlflow.pyfunc.load_model(sys.argv[1])\n"
        "rows = pandas.DataFrame(json.loads(sys.argv[2])['dataframe_records'])\n"
        "print(json.dumps([list(model.predict(rows)['stance']), sys.modules['pipeline'].__file__]))\n"
    )
    clean = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    asked = [str(python), "-c", script, str(model), json.dumps(TWO_ROWS)]
    predicted = subprocess.run(asked, capture_output=True, text=True, cwd="/", env=clean, timeout=PATIENCE)
    assert predicted.returncode == 0, predicted.stderr
    stances, code = json.loads(predicted.stdout.splitlines()[-1])
    assert stances == ["favor", "against"]
    assert Path(code).is_relative_to(model), "the code that ran is not that in the model"


def test_a_server_that_dies_half_way_costs_no_run(served: Path, mlflow_server: Server, monkeypatch) -> None:
    store = Path(
        mlflow_server.command[mlflow_server.command.index("--backend-store-uri") + 1].removeprefix("sqlite:///")
    )

    def runs() -> list[tuple[str, str]]:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
            # `stance score` logs a run too, of how its input differs from what the model learned from.
            return database.execute(
                "select status, lifecycle_stage from runs join tags using (run_uuid) where key = 'pending_id'"
            ).fetchall()

    assert runs() == [("FINISHED", "active")]
    evaluating = start_stance(served, "evaluate", MLFLOW_TRACKING_URI=mlflow_server.uri)
    wait_until(lambda: len(runs()) == 2, "the second run to begin", interval=0.02)
    mlflow_server.kill()
    code, _, said = finish(evaluating)
    assert code == 0 and "is kept whole in" in said and "Traceback" not in said
    assert ("RUNNING", "active") in runs()
    (waiting,) = pending_ids()

    mlflow_server.start("/health")
    code, out, said = finish(start_stance(served, "sync", MLFLOW_TRACKING_URI=mlflow_server.uri))
    assert code == 0 and "1 run synced" in out, said
    assert sorted(runs()) == [("FINISHED", "active"), ("FINISHED", "active"), ("RUNNING", "deleted")]
    assert not pending_ids()
    client = connect(load_config().tracking)
    version = client.get_model_version_by_alias("stance", "newest")
    # Both runs have the same model.
    experiment = client.get_experiment_by_name(load_config().tracking.experiment)
    logged = client.search_runs([experiment.experiment_id], filter_string=f"tags.pending_id = '{waiting}'")
    assert [run.data.tags["registered_version"] for run in logged] == [version.version]
    assert len(client.search_model_versions("name = 'stance'")) == 1
