"""Gold examples → classifiers: one for stance, one for sentiment."""
