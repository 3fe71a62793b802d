"""The estimator that reads with a network."""
