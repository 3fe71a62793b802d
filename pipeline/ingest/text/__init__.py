"""Plain text → title, date, authors, outlet and paragraphs."""
