"""Many combinations of parameters, tried by cross-validation on the training part alone."""

from pipeline.sweep.outcome import Group, Outcome, rank, trial_rows
from pipeline.sweep.record import Record, open_record, study_name
from pipeline.sweep.running import Sweep, run_sweep
from pipeline.sweep.scoring import TrainingPart, draw_folds
from pipeline.sweep.space import Space, check_space

__all__ = [
    "Group",
    "Outcome",
    "Record",
    "Space",
    "Sweep",
    "TrainingPart",
    "check_space",
    "draw_folds",
    "open_record",
    "rank",
    "run_sweep",
    "study_name",
    "trial_rows",
]
