"""Public corpora as yardsticks: how good a part of the pipeline is on texts and labels of others."""

from pipeline.benchmark.polnear import AttributionReport, benchmark_polnear, read_polnear

__all__ = ["AttributionReport", "benchmark_polnear", "read_polnear"]
