"""The ontology as YAML and its loader."""

from dragoman.codebook.loader import QUADS, Codebook, EventType, load_codebook

__all__ = ["QUADS", "Codebook", "EventType", "load_codebook"]
