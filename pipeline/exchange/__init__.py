"""Labels in the files of other programs and of people: read, understood, previewed, written; round trips lose nothing."""
