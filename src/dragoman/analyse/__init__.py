"""Articles become documents: sentences, parse, mentions, coreference, times, quotations."""

from dragoman.analyse.attribution import Attribution
from dragoman.analyse.coreference import Coreference
from dragoman.analyse.framing import FrameReader
from dragoman.analyse.mentions import Mentions
from dragoman.analyse.parser import Parser
from dragoman.analyse.stream import analyse_many
from dragoman.analyse.times import Times

__all__ = ["Attribution", "Coreference", "FrameReader", "Mentions", "Parser", "Times", "analyse_many"]
