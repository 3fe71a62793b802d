"""``python -m pipeline.cli``, where the ``stance`` command is not on the path."""

from pipeline.cli import main

main()
