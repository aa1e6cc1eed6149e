"""Frames become event mentions."""

from dragoman.coding import EventCoder
from dragoman.model import Article, Document, Frame, Layer, Role, Salience, Span, Status, TimeSpan

TEXT = "Kenya recalled its ambassador on Monday and talks with Ethiopia were halted in May, Reuters said."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def frame(label: str, trigger: str, score: float = 0.9, **roles: str) -> Frame:
    return Frame(
        label=label,
        trigger=span(trigger),
        sentence=Span(0, len(TEXT)),
        score=score,
        roles=tuple(Role(name, span(words), 0.8) for name, words in roles.items()),
        attributes=(
            ("mode", (("withdraw", 0.7), ("none", 0.3))),
            ("status", (("occurred", 0.9),)),
            ("salience", (("background", 0.6),)),
        ),
    )


def document(*frames: Frame) -> Document:
    return Document(
        Article("a1", TEXT, published="2013-09-30"),
        layers=frozenset({Layer.SENTENCES, Layer.FRAMES, Layer.TIMES}),
        sentences=(Span(0, len(TEXT)),),
        frames=frames,
        times=(TimeSpan(span("Monday"), "2013-09-30"), TimeSpan(span("May"), "2013-05")),
    )


def test_coder_takes_fields_from_the_frame() -> None:
    (event,) = EventCoder()(document(frame("SANCTION", "recalled", actor="Kenya", recipient="Ethiopia"))).events
    assert (event.type, event.mode, event.status, event.salience) == (
        "SANCTION",
        "withdraw",
        Status.OCCURRED,
        Salience.BACKGROUND,
    )
    assert [a.text for a in event.actors] == ["Kenya"]
    assert [a.text for a in event.recipients] == ["Ethiopia"]
    assert event.evidence.trigger.of(TEXT) == "recalled"
    assert {p.field for p in event.provenance} >= {"type", "mode", "status", "actor", "recipient", "date"}


def test_coder_gives_each_event_the_time_that_stands_nearest() -> None:
    frames = (frame("SANCTION", "recalled", actor="Kenya"), frame("SANCTION", "halted", actor="Ethiopia"))
    made = EventCoder()(document(*frames)).events
    assert [e.date.value if e.date else None for e in made] == ["2013-09-30", "2013-05"]


def test_coder_leaves_out_labels_that_the_codebook_lacks() -> None:
    assert EventCoder()(document(frame("CUE", "said"))).events == ()


def test_coder_obeys_min_confidence() -> None:
    doubtful = document(frame("SANCTION", "recalled", score=0.4, actor="Kenya"))
    assert EventCoder(min_confidence=0.5)(doubtful).events == ()
    assert len(EventCoder()(doubtful).events) == 1


def test_coder_infers_who_must_have_acted_where_nobody_is_named() -> None:
    (event,) = EventCoder()(document(frame("COERCE", "recalled"))).events
    assert [(a.text, a.sector) for a in event.actors] == [(None, "COP")]
    assert "inferred" in str(event.actors[0].note)


def test_coder_gives_no_event_where_the_agent_cannot_be_known() -> None:
    assert EventCoder()(document(frame("SANCTION", "recalled"))).events == ()
