"""Why something became no article: one word a kind, for counting."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The kinds of reasons in the table `rejects`; its sentence says the rest."""

    EMPTY = "empty"
    """The file holds nothing."""
    NOT_READABLE = "not_readable"
    """It cannot be opened, is broken, or stops in the middle."""
    NOT_REACHED = "not_reached"
    """It could not be read this time: the disk, the network, its rights, or it is gone. It is tried again each time."""
    NO_FORMAT = "no_format"
    """It is of no format that is read: a picture, a program, an unknown archive."""
    NOT_A_FILE = "not_a_file"
    """A pipe, a device, a link in a circle."""
    TOO_LARGE = "too_large"
    """Larger than the configuration allows, packed or unpacked."""
    BAD_RECORD = "bad_record"
    """A line, row or record that does not follow its format."""
    NO_TEXT = "no_text"
    """No column or element with a text, or no article found in the page."""
    TOO_SHORT = "too_short"
    """Shorter than the configuration asks for."""
    OTHER_LANGUAGE = "other_language"
    """The gate: the page is in none of the languages asked for."""
    NO_COUNTRY = "no_country"
    """The gate: the page names no country."""
    NOT_A_PAGE = "not_a_page"
    """A record of an archive that is no page: a request, a picture, an error answer."""
    TOO_SLOW = "too_slow"
    """Reading the page took longer than the configuration allows."""
