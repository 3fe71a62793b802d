"""The matrix and the trend as pictures for a paper."""
