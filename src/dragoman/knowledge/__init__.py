"""Actors, places and agreements as data and their loader."""
