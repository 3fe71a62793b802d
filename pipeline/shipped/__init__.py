"""Trained models that the package carries; `recipes/ship.py` puts them here."""
