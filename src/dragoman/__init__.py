"""Dragoman reads the news and keeps a ledger of world politics."""

__version__ = "0.1.0"
