"""What arrays hold, by name; a docstring says their shape, as in ``FloatArray of shape (n_examples, n_labels)``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
BoolArray = NDArray[np.bool_]
