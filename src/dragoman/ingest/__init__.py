"""Pages, feeds, archives, text scrapes and tables become `Article` objects."""
