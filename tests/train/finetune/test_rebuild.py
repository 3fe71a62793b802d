"""The makefile that rebuilds the shipped encoder asks the scripts for what they have, and ends with the shipped networks."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from itertools import takewhile
from pathlib import Path

PROJECT = Path(__file__).parents[3]


def commands() -> list[list[str]]:
    printed = subprocess.run(
        ["make", "-n", "-B", "-f", "scripts/rebuild_encoder.mk", "CORPORA=DIR"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.replace("\\\n", " ")
    return [shlex.split(line) for line in printed.splitlines() if line.startswith("python ")]


def test_every_option_is_one_of_its_script() -> None:
    for _, script, *arguments in commands():
        options = set(re.findall(r'"(--[a-z-]+)"', (PROJECT / script).read_text()))
        assert {argument for argument in arguments if argument.startswith("--")} <= options


def test_each_file_is_written_before_it_is_read() -> None:
    written: set[str] = set()
    for _, _, *arguments in commands():
        out = arguments[arguments.index("--out") + 1]
        read = [a for a in arguments if a.startswith("encoder-build/") and a != out]
        assert all(any(a == w or a.startswith(f"{w}/") for w in written) for a in read)
        written.add(out)


def test_the_last_command_takes_the_networks_of_the_shipped_model() -> None:
    last = commands()[-1]
    first = last.index("--weights") + 1
    weights = [Path(argument).name for argument in takewhile(lambda a: not a.startswith("--"), last[first:])]
    shipped = json.loads((PROJECT / "pipeline/shipped/encoder/model.json").read_text())
    assert (weights, Path(last[last.index("--base") + 1]).name) == (shipped["weights"], shipped["base"])
