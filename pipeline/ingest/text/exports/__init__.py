"""Texts that databases of news export, many documents in one file: a family of layouts is a file here."""
