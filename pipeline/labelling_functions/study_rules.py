"""All rules of a study: the package's for its languages, those of its own YAML file, and functions it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import PipelineError, did_you_mean
from pipeline.labelling_functions.functions_file import function_rules
from pipeline.labelling_functions.pattern_rules import default_rules, pattern_rules
from pipeline.labelling_functions.rule import Rule
from pipeline.languages import language

STUDY_RULES = Path("configs/rules.yaml")


def study_rules(
    languages: Sequence[str],
    own: Path | None = None,
    functions: Path | None = None,
    *,
    defaults: bool = True,
    only: Sequence[str] = (),
) -> list[Rule]:
    """The rules that are to be asked, in the order of their files; one of a study takes the place of the package's of its name.

    Parameters
    ----------
    languages : sequence of str
        ISO 639-1, see ``extract.languages``; the first is that of `own`.
    own : Path, optional
        A file of patterns; ``configs/rules.yaml`` where there is one.
    functions : Path, optional
        A Python file, which is executed.
    defaults : bool, default=True
        Whether the package's rules are asked too.
    only : sequence of str
        Names of the rules that are wanted; all by default.

    Raises
    ------
    PipelineError
        If a file cannot be used, two rules of the study have the same name, or a name in `only` is not known.
    """
    by_name = {rule.name: rule for code in languages if defaults for rule in default_rules(code)}
    if own is None and STUDY_RULES.is_file():
        own = STUDY_RULES
    of_study: dict[str, Rule] = {}
    for rule in (
        *(pattern_rules(own, language(languages[0])) if own is not None else ()),
        *(function_rules(functions) if functions is not None else ()),
    ):
        if (before := of_study.setdefault(rule.name, rule)) is not rule:
            raise PipelineError(
                f"{rule.source}: a rule '{rule.name}' is also in {before.source}. Give one of them another name."
            )
    by_name |= of_study
    if not by_name:
        raise PipelineError("There are no rules. Write some in configs/rules.yaml, or leave --no-defaults away.")
    for name in only:
        if name not in by_name:
            raise PipelineError(f"--only: there is no rule '{name}'.{did_you_mean(name, by_name)}")
    return [rule for rule in by_name.values() if not only or rule.name in only]
