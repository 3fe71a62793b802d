"""What a file or table says of an article: names of columns, dates, languages, authors."""
