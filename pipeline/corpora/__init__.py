"""Public labelled corpora → examples in the pipeline's own form."""

from pipeline.corpora.catalogue import Corpus, load_catalogue
from pipeline.corpora.examples import CorpusExample
from pipeline.corpora.fetch import fetch_corpus
from pipeline.corpora.readers import read_corpus, split_path

__all__ = ["Corpus", "CorpusExample", "fetch_corpus", "load_catalogue", "read_corpus", "split_path"]
