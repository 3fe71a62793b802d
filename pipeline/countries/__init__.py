"""Which countries a text means: names, context, references, web domains."""
