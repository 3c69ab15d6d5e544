"""The page in a real browser: what a person clicks is what the next pull finds."""

import shutil
from contextlib import contextmanager

import pytest

from oneroster_classlink import Bearer, Client
from oneroster_classlink.errors import Forbidden
from oneroster_classlink.rest import Retry
from oneroster_classlink.sandbox import District, Sandbox
from tests.sandbox.conftest import SMALL

pytestmark = pytest.mark.system("chromium", "chromedriver")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Start the system's own Chromium with an empty profile; nothing is downloaded."""
    from selenium import webdriver  # noqa: PLC0415 - only where the browser is

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def sandbox():
    with Sandbox(District(rows=SMALL)) as running:
        yield running


@pytest.fixture
def client(sandbox):
    retry = Retry(attempts=1)
    with Client(sandbox.url, auth=Bearer("sandbox-bearer"), version="1.1", retry=retry, sleep=bool) as client:
        yield client


@contextmanager
def new_page(browser):
    """Leave the block only when another page has been loaded."""
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415 - only where the browser is
    from selenium.webdriver.support import expected_conditions, wait  # noqa: PLC0415 - only where the browser is

    old = browser.find_element("tag name", "html")
    yield
    # While the page changes, the driver may answer with an error of its own before it calls the old one stale.
    waiting = wait.WebDriverWait(browser, 20, poll_frequency=0.02, ignored_exceptions=[WebDriverException])
    waiting.until(expected_conditions.staleness_of(old))


def click(browser, label):
    with new_page(browser):
        browser.find_element("css selector", f'[aria-label="{label}"]').click()


def pressed(browser, label):
    return "true" == browser.find_element("css selector", f'[aria-label="{label}"]').get_attribute("aria-pressed")


def test_page__a_permission_that_is_switched_off_changes_the_pull(browser, sandbox, client):
    assert ["st1"] == [found.sourced_id for found in client.demographics()]
    browser.get(sandbox.url)
    click(browser, "Demographics: 403")

    with pytest.raises(Forbidden):
        list(client.demographics())
    assert pressed(browser, "Demographics: 403")
    assert "2" == browser.find_element("id", "revision").text
    assert browser.current_url == f"{sandbox.url}/#permission-demographics"


def test_page__a_school_that_is_switched_off_is_not_pulled(browser, sandbox, client):
    browser.get(sandbox.url)
    click(browser, "One: off")

    assert ["S2"] == [school.sourced_id for school in client.schools()]
    assert ["K/2"] == [klass.sourced_id for klass in client.classes()]


def test_page__a_fault_is_ordered_and_mended(browser, sandbox):
    browser.get(sandbox.url)
    with new_page(browser):
        browser.find_element("name", "order").send_keys("latency:seconds=0.001,collection=users\n")
    assert ["latency"] == [fault.name for fault in sandbox.world.faults.on]
    assert pressed(browser, "latency: on")

    click(browser, "latency: off")
    assert () == sandbox.world.faults.on


def test_page__its_python_pulls_the_district(browser, sandbox, capsys):
    browser.get(sandbox.url)

    exec(browser.find_element("css selector", '[aria-label="Python"]').text)  # noqa: S102 - what a person would run

    assert "users                   5 rows" in capsys.readouterr().out


def test_page__who_asked_is_told(browser, sandbox, client):
    list(client.orgs())
    browser.get(sandbox.url)

    assert "200 GET /ims/oneroster/v1p1/orgs" in browser.find_element("id", "seen").text


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page__fits_the_window_and_can_be_read(browser, sandbox, width, scheme):
    """The page never scrolls sideways, and every word stands out from its ground (WCAG AA: 4.5 to 1)."""
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    feature = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": feature})
    browser.get(sandbox.url)

    assert width >= browser.execute_script("return document.documentElement.scrollWidth")
    assert 4.5 <= min(_contrast(*colours) for colours in browser.execute_script(_COLOURS))


_COLOURS = """
const ground = (node) => {
  const found = getComputedStyle(node).backgroundColor;
  return found === 'rgba(0, 0, 0, 0)' ? ground(node.parentElement) : found;
};
return [...document.querySelectorAll('main *')].filter((node) => node.textContent.trim()).map(
  (node) => [getComputedStyle(node).color, ground(node)].map((text) => text.match(/\\d+/g).slice(0, 3).map(Number)));
"""


def _contrast(*colours):
    low, high = sorted(map(_luminance, colours))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour):
    shares = [value / 255 for value in colour]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
