"""Copies, near-copies and versions of a text."""
