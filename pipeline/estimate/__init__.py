"""Scores and a labelled sample → how often each stance or sentiment truly occurs, with intervals that hold."""

from pipeline.estimate.prevalence import Prevalence, estimate_prevalence
from pipeline.estimate.shares import ClassShare

__all__ = ["ClassShare", "Prevalence", "estimate_prevalence"]
