"""The sweep on disk: an Optuna study in SQLite, one folder for each study, so that it goes on where it was cut off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.provenance import closure, distributions, file_digest
from pipeline.records import content_id
from pipeline.sweep.outcome import Outcome, State
from pipeline.sweep.scoring import FoldScore
from pipeline.sweep.space import Space

if TYPE_CHECKING:
    from optuna import Study, Trial
    from optuna.storages import RDBStorage
    from optuna.trial import FrozenTrial

# Beside the study's other hidden state: DVC empties the folders of outputs before a stage runs.
FOLDER = Path(".stance/sweeps")
_SCORES, _REASON = "scores", "reason"


def study_name(config: PipelineConfig, space: Space, data_version: str) -> str:
    """A digest of all that the scores of a sweep depend on: a sweep of the same name is the same sweep.

    The number of trials is not in it, because more of them are the same sweep taken further.
    """
    sweep = config.sweep.model_dump(mode="json", exclude={"trials", "space"})
    fixed = space.base.model_dump(mode="json", exclude={"seed"})
    for name in space.names:
        *sections, key = name.split(".")[1:]
        section = fixed
        for part in sections:
            section = section[part]
        section.pop(key)
    described = [sweep, space.choices, {n: str(r) for n, r in space.ranges.items()}, fixed]
    return content_id(json.dumps(described, sort_keys=True), data_version, _code())[:12]


def _code() -> str:
    """The version of all that makes a score of gold examples: code, data files and libraries."""
    scoring = "pipeline.sweep.scoring"
    return content_id(*(file_digest(path) for path in sorted(closure(scoring))), distributions(scoring))


class Record:
    """The trials of a study on disk, by their number.

    Parameters
    ----------
    folder : Path
        Of this study.
    study : optuna.Study
    storage : optuna.storages.RDBStorage
        Where the study is kept.
    space : Space
    """

    def __init__(self, folder: Path, study: Study, storage: RDBStorage, space: Space) -> None:
        self.folder = folder
        self._study = study
        self._storage = storage
        self._space = space

    def trials(self) -> list[FrozenTrial]:
        """All trials, in the order of their numbers."""
        return self._study.get_trials(deepcopy=False)

    def begin(self, number: int, asked: Trial, seeds: Sequence[int]) -> FrozenTrial:
        """The trial of that number, begun now or before the sweep was cut off."""
        from optuna.trial import TrialState, create_trial

        if number == len(self.trials()):
            nothing_yet: dict[str, list[list[float]]] = {str(seed): [] for seed in seeds}
            begun = create_trial(
                state=TrialState.RUNNING,
                params=asked.params,
                distributions=asked.distributions,
                user_attrs={_SCORES: nothing_yet},
            )
            self._study.add_trial(begun)
        return self.trials()[number]

    def keep(self, number: int, scores: dict[int, list[FoldScore]], fold: int, mean: float) -> None:
        """Keep the scores of a trial, and their mean up to a fold."""
        trial = self._trial(number)
        kept = {str(seed): [[score.stance, score.sentiment] for score in folds] for seed, folds in scores.items()}
        trial.set_user_attr(_SCORES, kept)
        if fold not in self.trials()[number].intermediate_values:
            trial.report(mean, fold)

    def repeat(self, number: int, first: int) -> None:
        """End a trial as an earlier one with the same parameters ended."""
        earlier, trial = self.trials()[first], self._trial(number)
        for name, value in earlier.user_attrs.items():
            trial.set_user_attr(name, value)
        for fold, mean in earlier.intermediate_values.items():
            trial.report(mean, fold)
        self._study.tell(number, earlier.value if earlier.state.name == "COMPLETE" else None, state=earlier.state)

    def finish(self, number: int, state: State, value: float | None = None, reason: str | None = None) -> None:
        """End a trial."""
        from optuna.trial import TrialState

        if reason:
            self._trial(number).set_user_attr(_REASON, reason)
        states = {"complete": TrialState.COMPLETE, "pruned": TrialState.PRUNED, "failed": TrialState.FAIL}
        self._study.tell(number, value if state == "complete" else None, state=states[state])

    def outcomes(self) -> list[Outcome]:
        """What became of each trial so far."""
        return [outcome_of(trial, self._space) for trial in self.trials()]

    def _trial(self, number: int) -> Trial:
        from optuna import Trial

        study = self._storage.get_study_id_from_name(self._study.study_name)
        return Trial(self._study, self._storage.get_trial_id_from_study_id_trial_number(study, number))


def outcome_of(trial: FrozenTrial, space: Space) -> Outcome:
    """A trial of Optuna as an outcome."""
    from optuna.trial import TrialState

    states: dict[Any, State] = {
        TrialState.COMPLETE: "complete", TrialState.PRUNED: "pruned", TrialState.FAIL: "failed",
    }  # fmt: skip
    scores = {
        int(seed): [FoldScore(*pair) for pair in folds] for seed, folds in trial.user_attrs.get(_SCORES, {}).items()
    }
    return Outcome(
        trial.number,
        space.parameters(trial.params),
        states.get(trial.state, "running"),
        scores,
        trial.user_attrs.get(_REASON),
    )


@contextmanager
def open_record(name: str, space: Space) -> Iterator[Record]:
    """The record of a study, made where there is none, for this process alone.

    Raises
    ------
    PipelineError
        If another process is at it, or the file is damaged.
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "study.db"
    # The system lets go of it when the process ends, however it ends.
    lock = FileLock(folder / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise PipelineError(
            f"{folder}: another process is running this sweep. Wait for it to end, or change the sweep section."
        ) from error
    try:
        try:
            storage = optuna.storages.RDBStorage(f"sqlite:///{path}")
            study = optuna.create_study(
                storage=storage,
                study_name=name,
                direction="maximize",
                sampler=optuna.samplers.RandomSampler(seed=0),
                pruner=optuna.pruners.NopPruner(),
                load_if_exists=True,
            )
            study.get_trials(deepcopy=False)
        except Exception as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise PipelineError(
                f"{path}: the sweep's record cannot be read ({reason}). Remove {folder} to start the sweep anew."
            ) from error
        yield Record(folder, study, storage, space)
    finally:
        lock.release()
