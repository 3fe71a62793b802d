"""Rules that a user writes as plain Python functions, in a file that is run only because it was named."""

from __future__ import annotations

import importlib.util
import inspect
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.errors import PipelineError
from pipeline.labelling_functions.rule import Rule, SeenExample
from pipeline.labelling_functions.vote import MaskedExample, Vote, known_vote

_MARK = "is_labelling_function"
_SHOWN = 80


def labelling_function(function: Callable[[MaskedExample], Any]) -> Callable[[MaskedExample], Any]:
    """Mark a function as a rule: where a file has marked ones, its other functions are none.

    Examples
    --------
    >>> @labelling_function
    ... def salutes(example):
    ...     return "favor" if "saluted ‹TARGET›" in example.masked else None
    """
    setattr(function, _MARK, True)
    return function


@dataclass(frozen=True, slots=True)
class _FunctionRule:
    function: Callable[[MaskedExample], Any]
    path: Path

    def __call__(self, seen: SeenExample) -> Vote:
        example = seen.whole
        try:
            answer = self.function(example)
        except Exception as error:
            frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(self.path)]
            line = f" line {frames[-1].lineno}" if frames else ""
            raise PipelineError(
                f"{self.path}{line}: the function '{self.function.__name__}' failed on the example {example.example_id} "
                f"({_start(example.text)}): {type(error).__name__}: {error}. Mend it, or return None there."
            ) from error
        vote = known_vote(answer)
        if vote is None:
            raise PipelineError(
                f"{self.path}: the function '{self.function.__name__}' returned {answer!r} for the example "
                f"{example.example_id} ({_start(example.text)}). Return a stance (favor, against, neutral), positive or "
                "negative, a pair of stance and sentiment, or None."
            )
        return vote


def _start(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def function_rules(path: Path) -> list[Rule]:
    """The rules in a Python file: its functions marked by `labelling_function`, or else all public ones.

    Each takes a `MaskedExample` and returns a stance, ``positive`` or ``negative``, a pair of stance and sentiment, or ``None``.

    Parameters
    ----------
    path : Path
        Is executed.

    Raises
    ------
    PipelineError
        If the file cannot be run, or holds no function of one argument.
    """
    module = _executed(path)
    own = [
        function
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    ]
    functions = [function for function in own if getattr(function, _MARK, False)] or own
    if not functions:
        raise PipelineError(f"{path}: holds no public function. Write one such as `def thanks(example): …`.")
    rules = []
    for function in functions:
        parameters = list(inspect.signature(function).parameters.values())
        needed = [
            p for p in parameters if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
        if len(needed) > 1 or not parameters:
            raise PipelineError(
                f"{path}: the function '{function.__name__}' must take one argument, the example. Put an underscore before its "
                "name if it is no rule."
            )
        first_line = (inspect.getdoc(function) or "").partition("\n")[0]
        rules.append(Rule(function.__name__, first_line, str(path), _FunctionRule(function, path)))
    return rules


def _executed(path: Path) -> ModuleType:
    if not path.is_file():
        raise PipelineError(f"{path}: no such file. Name a Python file with one function a rule.")
    spec = importlib.util.spec_from_file_location(f"labelling_functions_of_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise PipelineError(f"{path}: is no Python file. End its name in .py.")
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up there.
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise PipelineError(f"{path} line {error.lineno}: is no Python: {error.msg}. Mend the line.") from error
    except Exception as error:
        raise PipelineError(
            f"{path}: failed when it was run: {type(error).__name__}: {error}. Mend the file."
        ) from error
    return module
