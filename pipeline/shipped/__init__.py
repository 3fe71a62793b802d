"""Trained models that the package carries; `scripts/ship_model.py` puts them here."""
