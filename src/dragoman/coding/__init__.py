"""Documents become event mentions and statements; the codebook decides what there is to find."""

from dragoman.coding.coder import EventCoder
from dragoman.coding.same import SameEvent

__all__ = ["EventCoder", "SameEvent"]
