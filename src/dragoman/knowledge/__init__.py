"""Actors, offices, places and agreements as data, with their loader; each row says where it comes from.

`load_knowledge()` gives one shared `Knowledge`; each table is read when it is first asked for.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from dragoman.knowledge.countries import Countries, Country, CountryWord, Region
from dragoman.knowledge.gazetteer import City, Gazetteer
from dragoman.knowledge.organisations import Metonym, Organisation, Organisations
from dragoman.knowledge.packed import DATA
from dragoman.knowledge.relations import Agreement, Membership, Relations
from dragoman.knowledge.roles import OfficeWord, Role, Roles
from dragoman.knowledge.tenures import Tenure, Tenures

__all__ = [
    "Agreement",
    "City",
    "Countries",
    "Country",
    "CountryWord",
    "Gazetteer",
    "Knowledge",
    "Membership",
    "Metonym",
    "OfficeWord",
    "Organisation",
    "Organisations",
    "Region",
    "Relations",
    "Role",
    "Roles",
    "Tenure",
    "Tenures",
    "load_knowledge",
]


class Knowledge:
    """All tables of a data folder."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder

    @cached_property
    def tenures(self) -> Tenures:
        """Who held which office when."""
        return Tenures(self.folder / "tenures.npz")

    @cached_property
    def countries(self) -> Countries:
        """Countries, regions and national institutions."""
        return Countries(self.folder)

    @cached_property
    def organisations(self) -> Organisations:
        """Organisations, and places that stand for governments."""
        return Organisations(self.folder)

    @cached_property
    def roles(self) -> Roles:
        """Role nouns and office phrases."""
        return Roles(self.folder)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Cities of the world."""
        return Gazetteer(self.folder / "cities.npz")

    @cached_property
    def relations(self) -> Relations:
        """Memberships and agreements."""
        return Relations(self.folder)


@cache
def load_knowledge(folder: Path = DATA) -> Knowledge:
    """The tables of a folder, shared by all who ask."""
    return Knowledge(folder)
