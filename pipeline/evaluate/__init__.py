"""A model and the test part → predictions, metrics with intervals, baselines and plots."""

from pipeline.evaluate.evaluation import Evaluation, evaluate_model
from pipeline.evaluate.files import write_evaluation
from pipeline.evaluate.metrics import TaskMetrics, task_metrics

__all__ = ["Evaluation", "TaskMetrics", "evaluate_model", "task_metrics", "write_evaluation"]
