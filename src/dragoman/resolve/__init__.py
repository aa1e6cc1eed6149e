"""Mentions become actors, holders of an office at a date, and places."""
