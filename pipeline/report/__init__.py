"""A table of scores as a page that one reads, and as pictures for a paper."""

from pipeline.report.columns import ScoreColumns, read_columns
from pipeline.report.means import Difference, Means, clustered_means, mean_difference

__all__ = ["Difference", "Means", "ScoreColumns", "clustered_means", "mean_difference", "read_columns"]
