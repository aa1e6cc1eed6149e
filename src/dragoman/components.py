"""What a component is, and the check that components stand in an order that can work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, runtime_checkable

from dragoman.errors import WiringError
from dragoman.model import Document, Layer


@runtime_checkable
class Component(Protocol):
    """One step over a document. It returns a new document with the layers of `adds` filled."""

    @property
    def name(self) -> str:
        """A short stable word; provenance names it."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the answers may change."""
        ...

    @property
    def needs(self) -> frozenset[Layer]:
        """Layers that must be there before."""
        ...

    @property
    def adds(self) -> frozenset[Layer]:
        """Layers that are there afterwards."""
        ...

    def __call__(self, document: Document) -> Document:
        """The document with this component's layers added."""
        ...


def check_wiring(components: Sequence[Component], given: Iterable[Layer] = ()) -> None:
    """Refuse an order in which a component lacks what it needs.

    Raises:
        WiringError: names the component, what it lacks, and which components could add it.
    """
    there = set(given)
    for position, component in enumerate(components):
        if missing := component.needs - there:
            later = [c.name for c in components[position + 1 :] if c.adds & missing]
            hint = f"put {', '.join(later)} before it" if later else "add a component that gives it"
            raise WiringError(
                f"component {component.name!r} needs {', '.join(sorted(missing))}, which nothing before it adds; {hint}"
            )
        there |= component.adds
