"""The encoder classifier: a small pre-trained encoder that reads masked text with target and speaker marked."""
