"""The estimator of n-grams."""
