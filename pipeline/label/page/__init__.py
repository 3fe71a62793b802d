"""The page on the quality of labels."""

from pipeline.label.page.page import quality_page, write_page

__all__ = ["quality_page", "write_page"]
