"""The components within a pipeline."""

from dragoman.components import check_wiring
from dragoman.model import (
    ActorMention,
    Article,
    Document,
    EventMention,
    Evidence,
    Layer,
    Mention,
    MentionKind,
    Place,
    Quote,
    Salience,
    Span,
    Statement,
    Status,
)
from dragoman.resolve import ActorResolver, PlaceResolver

TEXT = "Russian President Vladimir Putin visited Paris, France, on Friday, Tass said."


def words(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


def coded() -> Document:
    actor = ActorMention(words("Russian President Vladimir Putin"), "Russian President Vladimir Putin")
    event = EventMention(
        "e", "a", "CONSULT", "visit", (actor,), (), Status.OCCURRED, None,
        Place(words("Paris"), "Paris", None), ActorMention(words("Tass"), "Tass"),
        Evidence(Span(0, len(TEXT)), words("visited")), Salience.MAIN,
    )  # fmt: skip
    statement = Statement(
        "s",
        "a",
        ActorMention(words("Tass"), "Tass"),
        words("said"),
        (Span(0, 65),),
        Quote.INDIRECT,
        None,
        Span(0, len(TEXT)),
    )
    mentions = (Mention(words("Paris"), MentionKind.PLACE), Mention(words("France"), MentionKind.COUNTRY))
    return Document(
        Article("a", TEXT, published="2018-07-13"), mentions=mentions, events=(event,), statements=(statement,)
    )


def test_components_stand_in_an_order_that_works():
    given = {Layer.MENTIONS, Layer.EVENTS, Layer.STATEMENTS}
    check_wiring([PlaceResolver(), ActorResolver()], given)


def test_actor_resolver_fills_events_and_statements():
    got = ActorResolver()(coded())
    event = got.events[0]
    assert (event.actors[0].name, event.actors[0].country) == ("Vladimir Putin", "RUS")
    assert event.source is not None and event.source.country == "RUS" and event.source.sector == "JRN"
    assert got.statements[0].speaker.sector == "JRN"
    assert Layer.ACTORS in got.layers


def test_actor_resolver_names_itself_in_provenance():
    event = ActorResolver()(coded()).events[0]
    fields = {p.field: p for p in event.provenance}
    assert {"actors[0]", "source", "place"} <= set(fields)
    assert fields["actors[0]"].by == "actors" and fields["actors[0]"].confidence > 0.5
    assert fields["actors[0]"].spans == (words("Russian President Vladimir Putin"),)


def test_actor_resolver_places_the_event():
    place = ActorResolver()(coded()).events[0].place
    assert place is not None and place.country == "FRA" and place.geonames == 2988507


def test_place_resolver_gives_coordinates():
    places = PlaceResolver()(coded()).places
    assert [p.country for p in places] == ["FRA", "FRA"]
    assert abs(places[0].latitude - 48.85) < 0.1
