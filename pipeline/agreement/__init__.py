"""How far annotators agree, how good each of them is, and which label their votes make probable."""

from pipeline.agreement.aggregation import Aggregation
from pipeline.agreement.dawid_skene import Prior, dawid_skene
from pipeline.agreement.krippendorff import Alpha, alpha_with_interval, krippendorff_alpha
from pipeline.agreement.measured import Measured, measured
from pipeline.agreement.resampling import Bootstrap

__all__ = [
    "Aggregation",
    "Alpha",
    "Bootstrap",
    "Measured",
    "Prior",
    "alpha_with_interval",
    "dawid_skene",
    "krippendorff_alpha",
    "measured",
]
