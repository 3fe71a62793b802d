"""Who says what: the methods of finding attributions, and what they have in common."""
