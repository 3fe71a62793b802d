"""What is wrong with an installation or a study, and how to mend it."""

from pipeline.doctor.checks import Check, run_checks
from pipeline.doctor.summary import Summary, results_summary

__all__ = ["Check", "Summary", "results_summary", "run_checks"]
