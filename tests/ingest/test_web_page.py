from pipeline.ingest.pages.web_page import parse_web_page
from pipeline.languages import language

PAGE = """<!doctype html><html lang="en"><head><title>Bridge reopens - Delta Courier</title>
<meta property="og:site_name" content="Delta Courier"><meta property="og:title" content="Bridge reopens after talks">
<meta property="article:published_time" content="2020-05-06T08:00:00Z"><meta name="author" content="Wanjiru Otieno"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><div class="cookie">We use cookies to improve.</div>
<article><h1>Bridge reopens after talks</h1><p>By Wanjiru Otieno</p>
<p>Officials from Kenya and Uganda reopened the border bridge on Wednesday after a year of talks between the two sides.</p>
<p>“Uganda has kept every promise it made to us,” said the Kenyan transport minister, Joram Kiptoo, at the ceremony.</p>
<p>The bridge had been closed since the floods of last year, and traders on both banks had asked for it to open.</p></article>
<section id="comments"><h2>Comments</h2><p>This is a terrible idea, says a reader who should not be in the text.</p></section>
<footer>© 2020 Delta Courier</footer></body></html>"""


def test_article_and_metadata_come_out_and_the_page_around_it_does_not() -> None:
    parsed = parse_web_page(PAGE, language("en"))
    assert parsed is not None
    assert parsed.title == "Bridge reopens after talks"
    assert (parsed.published, parsed.authors, parsed.outlet) == ("2020-05-06", ["Wanjiru Otieno"], "Delta Courier")
    text = "\n".join(parsed.paragraphs)
    assert text.startswith("Officials from Kenya")
    for foreign in ("cookies", "terrible idea", "Home", "©"):
        assert foreign not in text


def test_a_page_without_text_is_no_article() -> None:
    assert parse_web_page("<html><body><nav>Home</nav></body></html>", language("en")) is None


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    parsed = parse_web_page(
        PAGE.replace("</p>", "").replace("</article>", "").replace("</html>", "<div <p"), language("en")
    )
    assert parsed is not None
    assert "Uganda has kept every promise" in "\n".join(parsed.paragraphs)
