"""The desk in Chromium: a reader's way through it, with nothing refused by the browser and no error in its console."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from dragoman.serve import create_app

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PHONE, DESKTOP = (390, 844), (1280, 900)


@pytest.fixture(scope="module")
def desk(ledger_path: Path) -> Iterator[str]:
    """The address of a desk that runs on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(create_app(ledger_path), host="127.0.0.1", port=port, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[WebDriver]:
    """A Chromium with a profile of its own."""
    if not CHROMIUM.exists() or not DRIVER.exists():
        pytest.fail("Chromium is missing; `apt-get install -y chromium chromium-driver`")
    profile = tempfile.mkdtemp(prefix="dragoman-chromium-")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=str(DRIVER))
    with webdriver.Chrome(options=options, service=service) as driver:
        yield driver
    shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture(autouse=True)
def quiet(browser: WebDriver) -> Iterator[None]:
    """No test may leave a word in the console: errors and refusals by the content policy are written there."""
    browser.get_log("browser")
    yield
    assert browser.get_log("browser") == []


def resize(browser: WebDriver, size: tuple[int, int]) -> None:
    """The viewport's size in CSS pixels; a window cannot be made as narrow as a phone."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def text_of(browser: WebDriver, selector: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).text


def test_walk_from_list_to_event_to_article(browser: WebDriver, desk: str) -> None:
    resize(browser, DESKTOP)
    browser.get(desk)
    assert browser.title == "5 events · Dragoman"
    browser.find_element(By.LINK_TEXT, "Anna Berg NOR, Karl Lund SDN").click()
    assert browser.title.startswith("CONSULT: Anna Berg, Karl Lund")
    assert text_of(browser, ".report blockquote mark.trigger") == "met"
    browser.find_element(By.LINK_TEXT, "See it in the article").click()
    assert "/articles/" in browser.current_url
    target = browser.find_element(By.CSS_SELECTOR, ".event:target")
    assert "CONSULT" in target.text
    reference = target.find_element(By.CSS_SELECTOR, "a.ref")
    number = reference.text
    reference.click()
    assert text_of(browser, ".text .ref:target") == number


def test_search_by_form_narrows_the_list(browser: WebDriver, desk: str) -> None:
    resize(browser, DESKTOP)
    browser.get(f"{desk}/events")
    browser.find_element(By.NAME, "text").send_keys("protesters")
    browser.find_element(By.CSS_SELECTOR, ".search button").click()
    assert text_of(browser, "h1") == "Events 1"
    browser.find_element(By.CSS_SELECTOR, ".chips a").click()
    assert text_of(browser, "h1") == "Events 5"


def test_facet_narrows_and_widens_the_list(browser: WebDriver, desk: str) -> None:
    resize(browser, DESKTOP)
    browser.get(f"{desk}/events")
    browser.find_element(By.CSS_SELECTOR, ".facets a[href='?type=AID']").click()
    assert text_of(browser, "h1") == "Events 1"
    browser.find_element(By.CSS_SELECTOR, ".facets a[aria-current]").click()
    assert text_of(browser, "h1") == "Events 5"


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["events", "articles", "statements", "codebook", "runs", "articles/meeting"])
def test_page_fits_its_window_in_light_and_dark(
    browser: WebDriver, desk: str, address: str, scheme: str, size: tuple[int, int]
) -> None:
    resize(browser, size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get(f"{desk}/{address}")
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    ground = browser.execute_script("return getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(20, 24, 27)") == (scheme == "dark")


def test_hostile_article_runs_nothing(browser: WebDriver, desk: str) -> None:
    browser.get(f"{desk}/articles")
    browser.find_element(By.PARTIAL_LINK_TEXT, "<script>").click()
    assert text_of(browser, "h1") == "Title <script>alert(1)</script>"
    assert browser.find_elements(By.CSS_SELECTOR, "script, [onmouseover]") == []


def test_desk_works_without_script(browser: WebDriver, desk: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{desk}/events?type=COERCE")
        assert "14 protesters" in text_of(browser, ".event .evidence")
        browser.find_element(By.CSS_SELECTOR, ".event .who a").click()
        assert browser.title.startswith("COERCE: Police")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
