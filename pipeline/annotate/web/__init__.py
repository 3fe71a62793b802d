"""The annotation page: what `pipeline.annotate.workbench` knows, in a browser on this machine."""

from pipeline.annotate.web.serving import serve

__all__ = ["serve"]
