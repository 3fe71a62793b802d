"""Where a page is at home: its own address, of those that it states and the one where it was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from pipeline.ingest.pages.markup import markup

_COUNTRY = 2
_BEGINNING = 3000


def saved_from(html: str) -> str | None:
    """The address that a program noted at the top of a page when it saved it.

    Examples
    --------
    >>> saved_from("<!DOCTYPE html><!-- saved from url=(0022)https://lake.example/a --><html>")
    'https://lake.example/a'
    """
    found = markup().saved_from.search(html[:_BEGINNING])
    return found["address"] if found else None


def canonical_address(
    canonical: Sequence[str], of_itself: Sequence[str], url: str | None, base: str | None = None
) -> str | None:
    """The address that a page gives as its own, absolute; none that is only its site's front page.

    The link to the original that a copy on another site carries is passed over, unless the page was found at a place
    that keeps pages of others and names them in its addresses, such as a web archive.

    Parameters
    ----------
    canonical : sequence of str
        What the page calls canonical.
    of_itself : sequence of str
        What it else says is its address.
    url : str, optional
        Where it was found.
    base : str, optional
        What its relative addresses begin with, which may itself be relative to `url`.
    """
    start = _joined(url or "", base or "") or url
    others = list(_whole(of_itself, start))
    at_home = url or next(iter(others), None)
    stated = [*_whole(canonical, start), *others]
    return next((address for address in stated if at_home is None or _is_of(address, at_home)), None)


def site_of(host: str) -> str:
    """The name under which a host's site is registered.

    Examples
    --------
    >>> site_of("news.lake.example"), site_of("www.lake.co.uk")
    ('lake.example', 'lake.co.uk')
    """
    labels = host.casefold().rstrip(".").split(".")
    has_kind = len(labels) > 1 and len(labels[-1]) == _COUNTRY and labels[-2] in markup().kinds_of_sites
    return ".".join(labels[-3 if has_kind else -2 :])


def _whole(addresses: Sequence[str], start: str | None) -> Iterator[str]:
    for address in addresses:
        whole = _joined(start or "", address.strip())
        parts = urlsplit(whole) if whole else None
        if (
            whole
            and parts
            and parts.scheme in ("http", "https")
            and parts.netloc
            and (parts.path.strip("/") or parts.query)
        ):
            yield whole


def _joined(start: str, address: str) -> str | None:
    try:
        whole = urljoin(start, address)
        urlsplit(whole)
    except ValueError:
        return None
    return whole


def _is_of(address: str, home: str) -> bool:
    named, at = _host(address), _host(home)
    if site_of(named) == site_of(at):
        return True
    # The copies of an archive or a cache name the host within their own address, with hyphens where it is one label.
    plain = named.removeprefix("www.")
    return plain in home or plain.replace(".", "-") in at


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
