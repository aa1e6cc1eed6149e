"""Mentions within an article."""

import pytest

from dragoman.model import ActorKind, ActorMention, Article, Document, Mention, MentionKind, Span
from dragoman.resolve import Resolver


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver()


def document(text: str, published: str | None = "2018-07-14", **layers) -> Document:
    return Document(Article("a", text, published=published), **layers)


def mention(text: str, words: str, after: int = 0) -> ActorMention:
    start = text.index(words, after)
    return ActorMention(Span(start, start + len(words)), words)


def resolve(resolver: Resolver, text: str, words: str, after: int = 0, **layers) -> ActorMention:
    return resolver.resolve_actor(mention(text, words, after), document=document(text, **layers))


def test_family_name_takes_the_full_name_of_the_article(resolver):
    text = "Lawyer Maria Quillfeather sued the city of Athens, Greece. Ms Quillfeather said the case was strong."
    got = resolve(resolver, text, "Ms Quillfeather")
    assert (got.name, got.country, got.sector) == ("Maria Quillfeather", "GRC", "CVL")


def test_family_name_of_a_leader_is_known_by_the_tables(resolver):
    text = "Russian President Vladimir Putin met envoys in Moscow. Putin said talks would go on."
    got = resolve(resolver, text, "Putin", 40)
    assert (got.name, got.country, got.sector, got.kind) == ("Vladimir Putin", "RUS", "GOV", ActorKind.PERSON)
    assert got.note is not None and got.note.startswith("tenures:")


def test_president_is_the_articles_country(resolver):
    text = "Kenya held talks on Friday. Kenyans in Nairobi hoped for peace. The president called for calm."
    assert resolve(resolver, text, "The president").name == "Uhuru Kenyatta"


def test_police_take_the_articles_country(resolver):
    text = "Protesters marched in Athens on Monday. Greece has seen many strikes. The police fired tear gas."
    got = resolve(resolver, text, "The police")
    assert (got.name, got.country, got.sector) == ("Hellenic Police", "GRC", "COP")


def test_embassy_belongs_to_its_sender(resolver):
    text = "Iran's envoy arrived in Moscow. Iran wants closer ties. The embassy in Moscow confirmed it."
    got = resolve(resolver, text, "The embassy in Moscow")
    assert (got.country, got.sector) == ("IRN", "GOV")


def test_pronoun_follows_its_chain(resolver):
    text = "Angela Merkel met Emmanuel Macron. She said the talks went well."
    start = text.index("She")
    mentions = (
        Mention(Span(0, 13), MentionKind.PERSON, chain=1),
        Mention(Span(18, 33), MentionKind.PERSON, chain=2),
        Mention(Span(start, start + 3), MentionKind.PRONOUN, chain=1),
    )
    assert resolve(resolver, text, "She", mentions=mentions).name == "Angela Merkel"


def test_acronym_is_read_as_the_article_explains_it(resolver):
    text = "The Lakeside Nurses Union (LNU) called a strike in Toronto, Canada. The LNU said talks had failed."
    got = resolve(resolver, text, "The LNU")
    assert (got.name, got.sector) == ("Lakeside Nurses Union", "LAB")


def test_body_is_named_by_an_earlier_mention(resolver):
    text = "The Supreme Court of India heard the case. India's government asked for time. The court refused."
    got = resolve(resolver, text, "The court")
    assert (got.name, got.country, got.sector) == ("Supreme Court of India", "IND", "JUD")


def test_former_holder_is_a_notable(resolver):
    text = "Former British prime minister Tony Blair spoke in London."
    got = resolve(resolver, text, "Former British prime minister Tony Blair")
    assert (got.name, got.sector) == ("Tony Blair", "ELI")


def test_apposition_gives_the_sector(resolver):
    text = "Tom Brackenridge, a professor at a university in Canada, spoke on Monday."
    assert resolve(resolver, text, "Tom Brackenridge").sector == "EDU"


def test_supporters_of_a_leader_are_not_the_leader(resolver):
    text = "Supporters of Donald Trump marched in Washington. Trump supporters waved flags."
    assert resolve(resolver, text, "Trump supporters").name is None
    assert resolve(resolver, text, "Supporters of Donald Trump").name is None


def test_given_fields_are_kept(resolver):
    text = "Israel spoke."
    given = ActorMention(Span(0, 6), "Israel", name="Somebody", sector="MIL")
    got = resolver.resolve_actor(given, document=document(text))
    assert (got.name, got.sector, got.country) == ("Somebody", "MIL", "ISR")


def test_inferred_mention_comes_back_as_it_is(resolver):
    given = ActorMention(None, None, country="ISR")
    assert resolver.resolve_actor(given, document=document("Words.")) == given


def test_resolution_is_the_same_twice(resolver):
    text = "The Israeli prime minister met Putin in Moscow."
    assert resolve(resolver, text, "Putin") == resolve(Resolver(), text, "Putin")


@pytest.mark.parametrize("words", ["", "   ", "...", "\u200b", "12", "'s", "((", "the"])
def test_odd_words_do_not_fail(resolver, words):
    got = resolver.resolve_actor(ActorMention(None, words), document=document("Some text."))
    assert got.text == words
