"""Articles become documents: sentences, parse, mentions, coreference, times, quotations."""
