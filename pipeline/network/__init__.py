"""The network that reads masked texts: word pieces, its file, and what it says of a text (ONNX Runtime; no torch)."""
