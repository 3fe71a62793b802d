"""Finding attributions with a token tagger learned from PolNeAR, run on ONNX Runtime."""
