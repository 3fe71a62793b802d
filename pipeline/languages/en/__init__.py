"""English: word lists, and inflection as code."""
