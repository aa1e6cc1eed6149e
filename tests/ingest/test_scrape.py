from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ingest.samples import PARAGRAPHS, SCRAPE, TITLE, TODAY

from dragoman.ingest import IngestSettings
from dragoman.model import Article, SetAside

Read = Callable[..., list[Article | SetAside]]


def scrape(read: Read, text: str) -> Article:
    (article,) = read("a.txt", text)
    assert isinstance(article, Article), article
    return article


def test_scrape_keeps_the_articles_sentences_only(read: Read) -> None:
    article = scrape(read, SCRAPE)
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title == TITLE
    assert (article.byline, article.outlet, article.language) == ("Peter Lund", "Ostmark Courier", "en")


def test_scrape_date_by_the_headline_beats_the_day_of_collection(read: Read) -> None:
    article = scrape(read, SCRAPE)
    assert article.published == "2023-06-12"
    assert article.date_evidence == "12 June 2023"
    assert article.date_confidence is not None and 0.5 < article.date_confidence < 1


@pytest.mark.parametrize(
    "line",
    [
        "Published June 12, 2023 at 4:30 pm",
        "2023-06-12 08:15",
        "12th June, 2023",
        "Mon, Jun. 12, 2023 | Updated 13 June 2023",
    ],
)
def test_scrape_reads_dates_in_many_forms(read: Read, line: str) -> None:
    assert scrape(read, SCRAPE.replace("12 June 2023", line)).published == "2023-06-12"


def test_scrape_without_a_date_of_its_own_has_none(read: Read) -> None:
    article = scrape(read, SCRAPE.replace("12 June 2023\n", ""))
    assert (article.published, article.date_confidence, article.date_evidence) == (None, None, None)


def test_scrape_without_any_date_never_gets_todays(read: Read) -> None:
    undated = "\n".join([TITLE, *PARAGRAPHS])
    assert scrape(read, undated).published is None


def test_scrape_date_after_the_day_of_collection_is_refused(read: Read) -> None:
    assert scrape(read, SCRAPE.replace("12 June 2023", "9 January 2024")).published is None


def test_scrape_date_of_the_future_is_refused(read: Read) -> None:
    undated = "\n".join([TITLE, "12 June 2031", *PARAGRAPHS])
    assert scrape(read, undated).published is None


@pytest.mark.parametrize(
    ("credit", "agency"), [("(Reuters) - ", "Reuters"), ("(AP) — ", "Associated Press"), ("/TASS/. ", "TASS")]
)
def test_scrape_names_the_agency_of_its_dateline(read: Read, credit: str, agency: str) -> None:
    assert (
        scrape(read, SCRAPE.replace("The foreign minister", f"OSTMARK {credit}The foreign minister")).agency == agency
    )


def test_scrape_joins_nothing_and_loses_nothing_of_clean_text(read: Read) -> None:
    assert scrape(read, "\n\n".join(PARAGRAPHS)).text == "\n\n".join(PARAGRAPHS)


def test_scrape_with_nul_bytes_is_read(read: Read) -> None:
    assert "\0" not in scrape(read, SCRAPE.replace("minister", "mini\0ster")).text
    assert scrape(read, SCRAPE.replace("minister", "mini\0ster")).text == "\n\n".join(PARAGRAPHS)


def test_scrape_of_too_many_lines_is_refused(read: Read) -> None:
    (found,) = read("a.txt", "line\n" * 30_000)
    assert isinstance(found, SetAside) and found.reason == "too-large"


def test_scrape_in_another_language_is_told_by_its_text(read: Read) -> None:
    french = (
        "Le ministre des affaires étrangères a rencontré mardi son homologue pour discuter du traité sur les fleuves, "
        "a indiqué son ministère dans un communiqué publié dans la soirée à Paris."
    )
    (found,) = read(
        "fr.txt",
        "\n".join(["Accueil", "Monde", "Les pourparlers reprennent", french, french.replace("mardi", "jeudi")]),
    )
    assert isinstance(found, SetAside) and "French" in found.message
    (article,) = read("fr.txt", french, IngestSettings(languages=frozenset({"fr"}), today=TODAY))
    assert isinstance(article, Article) and article.language == "fr"
