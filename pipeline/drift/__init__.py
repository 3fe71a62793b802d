"""Whether what is scored is like what the model learned from, and how good it can be expected to be there."""

from pipeline.drift.comparison import compare
from pipeline.drift.held_out import held_out_confidence
from pipeline.drift.profile import Profile
from pipeline.drift.profile_file import read_profile, save_profile
from pipeline.drift.report import DriftReport, without_profile
from pipeline.drift.training import TrainingProfile, training_profile

__all__ = [
    "DriftReport",
    "Profile",
    "TrainingProfile",
    "compare",
    "held_out_confidence",
    "read_profile",
    "save_profile",
    "training_profile",
    "without_profile",
]
