"""What judges: classifiers, their calibration and explanation, and the folder a model is saved in."""
