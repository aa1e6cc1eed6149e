"""Mentions to actors, offices at a date, and places."""

from dragoman.resolve.components import ActorResolver, PlaceResolver
from dragoman.resolve.pairs import expand_actor
from dragoman.resolve.places import PlaceFinder, places_of, resolve_place
from dragoman.resolve.resolver import Resolver
from dragoman.resolve.who import Question, Who, WhoMatch, who

__all__ = [
    "ActorResolver",
    "PlaceFinder",
    "PlaceResolver",
    "Question",
    "Resolver",
    "Who",
    "WhoMatch",
    "expand_actor",
    "places_of",
    "resolve_place",
    "who",
]
