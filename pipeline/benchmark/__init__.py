"""Yardsticks: how good a part of the pipeline is on public corpora and on our own gold files."""

from pipeline.benchmark.attribution import benchmark_polnear
from pipeline.benchmark.countries import benchmark_countries
from pipeline.benchmark.polnear import read_polnear
from pipeline.benchmark.report import BenchmarkReport
from pipeline.benchmark.speakers import benchmark_speakers

__all__ = ["BenchmarkReport", "benchmark_countries", "benchmark_polnear", "benchmark_speakers", "read_polnear"]
