from __future__ import annotations

import json

from dragoman.model import (
    ActorMention,
    Article,
    Document,
    Mention,
    MentionKind,
    Place,
    Quote,
    Span,
    Statement,
    TimeSpan,
)
from dragoman.serialise import analysis_line

TEXT = "Oslo, Monday: “No”, she said."


def make_document() -> Document:
    statement = Statement(
        id="s",
        article="a",
        speaker=ActorMention(Span(20, 23), "she"),
        cue=Span(24, 28),
        content=(Span(15, 17),),
        quote=Quote.DIRECT,
        via=None,
        sentence=Span(0, 29),
    )
    return Document(
        Article(id="a", text=TEXT),
        sentences=(Span(0, 29),),
        mentions=(Mention(Span(20, 23), MentionKind.PRONOUN, chain=2), Mention(Span(0, 4), MentionKind.PLACE)),
        times=(TimeSpan(Span(6, 12), None),),
        places=(
            Place(Span(0, 4), "Oslo", "NOR", 59.9, 10.7, 3143244),
            Place(None, "Norway", "NOR"),
        ),
        statements=(statement,),
    )


def test_analysis_line_gives_the_documented_object() -> None:
    assert analysis_line(make_document()).to_json() == {
        "id": "a",
        "sentences": [[0, 29]],
        "mentions": [
            {"start": 20, "end": 23, "kind": "pronoun", "chain": 2},
            {"start": 0, "end": 4, "kind": "place", "chain": None},
        ],
        "places": [
            {
                "start": 0,
                "end": 4,
                "name": "Oslo",
                "latitude": 59.9,
                "longitude": 10.7,
                "country": "NOR",
                "geonames": 3143244,
            }
        ],
        "times": [{"start": 6, "end": 12, "value": None}],
        "statements": [{"speaker": [[20, 23]], "cue": [[24, 28]], "content": [[15, 17]], "quote": "direct", "via": []}],
    }


def test_analysis_line_is_plain_json() -> None:
    line = analysis_line(make_document()).to_json()
    assert json.loads(json.dumps(line)) == line


def test_analysis_line_of_a_bare_document_is_empty() -> None:
    line = analysis_line(Document(Article(id="a", text=TEXT))).to_json()
    assert line == {"id": "a", "sentences": [], "mentions": [], "places": [], "times": [], "statements": []}
