"""Whom an article names, how it describes them, and who a speaker is."""
