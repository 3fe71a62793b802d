"""Web pages → title, date, authors, outlet and paragraphs."""
