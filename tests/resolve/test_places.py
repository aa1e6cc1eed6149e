"""Place names to coordinates."""

import pytest

from dragoman.model import Article, Document, Span
from dragoman.resolve import Resolver, resolve_place


@pytest.mark.parametrize(
    ("text", "name", "country", "latitude"),
    [
        ("A fire broke out in Paris on Monday.", "Paris", "FRA", 48.9),
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", "USA", 33.7),
        ("Police in Springfield, Ill., made an arrest.", "Springfield", "USA", 39.8),
        ("The mayor of London, Ontario, spoke in Canada.", "London", "CAN", 43.0),
        ("Iran said the talks would go on.", "Iran", "IRN", 32.0),
        ("Voters in California chose a governor.", "California", "USA", 37.0),
    ],
)
def test_place_is_found(text, name, country, latitude):
    start = text.index(name)
    place = resolve_place(
        name, Span(start, start + len(name)), document=Document(Article("a", text)), resolver=Resolver()
    )
    assert place is not None and place.country == country
    assert abs(place.latitude - latitude) < 1.5


def test_unknown_place_is_none():
    document = Document(Article("a", "In Zzyzxquop it rained."))
    assert resolve_place("Zzyzxquop", Span(3, 12), document=document, resolver=Resolver()) is None
