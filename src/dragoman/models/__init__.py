"""Trained weights with a card each, and the code that runs them."""
