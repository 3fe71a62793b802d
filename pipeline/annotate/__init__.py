"""The annotation workbench: what is asked in which order, of whom, and what they answered."""
