"""What the pipeline knows about language and the world, as files that a researcher can read and extend."""
