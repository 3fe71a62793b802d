"""Web pages → title, date, authors, outlet and paragraphs."""

from pipeline.ingest.pages.caches import reset_caches as reset_caches
from pipeline.ingest.pages.gate import refused as refused
from pipeline.ingest.pages.time_limit import PageTooSlowError as PageTooSlowError
from pipeline.ingest.pages.time_limit import page_time_limit as page_time_limit
from pipeline.ingest.pages.web_page import ParsedPage as ParsedPage
from pipeline.ingest.pages.web_page import parse_web_page as parse_web_page
