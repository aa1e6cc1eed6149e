"""Documents become event mentions and statements; the codebook decides what there is to find."""

from dragoman.coding.coder import EventCoder
from dragoman.coding.output import CodedArticle, coded_article
from dragoman.coding.pairs import PairCoding, classify_pair
from dragoman.coding.same import SameEvent

__all__ = ["CodedArticle", "EventCoder", "PairCoding", "SameEvent", "classify_pair", "coded_article"]
