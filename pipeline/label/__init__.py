"""Examples and annotations → gold labels, with what the annotators agreed on."""

from pipeline.label.annotations import read_labels
from pipeline.label.dataset import load_gold, save_gold
from pipeline.label.gold import GoldResult, aggregate_labels

__all__ = ["GoldResult", "aggregate_labels", "load_gold", "read_labels", "save_gold"]
