"""A model and the test part → predictions, metrics with intervals, baselines and plots."""

from pipeline.evaluate.counts import TaskMetrics, task_metrics
from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.files import write_evaluation
from pipeline.evaluate.model import evaluate_model

__all__ = ["Evaluation", "TaskMetrics", "evaluate_model", "task_metrics", "write_evaluation"]
