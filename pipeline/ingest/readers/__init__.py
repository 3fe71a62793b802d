"""Bytes of one format → documents; a format is a file here and a line in the registry."""
