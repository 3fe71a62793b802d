"""A text → paragraphs, quotations, turns and names: what can be seen without knowing any country or person."""
