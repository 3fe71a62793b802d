"""Language models as annotators, through any endpoint that speaks the protocol of OpenAI's chat completions."""
