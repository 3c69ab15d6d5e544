"""The report as a page: escaped, self-contained, without a person, fit for a phone."""

import re
import shutil
import subprocess
import sys

import pytest

from oneroster_classlink.errors import MissingExtra
from oneroster_classlink.report import render_html
from tests.records import make_org, make_snapshot
from tests.report.district import PERSONAL, make_ledger, make_matches, make_report


def test_render_html__escapes_and_shows_nobody():
    page = render_html(make_report(matches=make_matches(), ledger=make_ledger())).decode()

    assert "North &lt;script&gt;alert(1)&lt;/script&gt; School" in page
    assert "&lt;b&gt;T2&lt;/b&gt;" in page
    assert "<script" not in page
    assert not any(word in page.casefold() for word in PERSONAL)


def test_render_html__loads_nothing():
    page = render_html(make_report(matches=make_matches())).decode()

    assert [] == re.findall(r"(?:src|href)\s*=|url\(|@import|<link", page)
    assert "default-src 'none'" in page


def test_render_html__tells_the_whole_story():
    page = render_html(make_report(matches=make_matches(), ledger=make_ledger())).decode()

    assert 'Pull: <span class="good">proven complete</span>' in page
    assert "1 \N{MULTIPLICATION SIGN} users: given up: missing @ $.sourcedId" in page
    assert '<span class="error">Error</span> · 1 \N{MULTIPLICATION SIGN} staff-no-email' in page
    assert "Left over in the district" not in page


def test_render_html__without_matches_and_without_findings():
    page = render_html(make_report(make_snapshot(make_org()))).decode()

    assert "Schools, matched" not in page
    assert "<h2>No findings</h2>" in page


def test_render_html__without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)

    with pytest.raises(MissingExtra, match=r"oneroster-classlink\[report\]"):
        render_html(make_report())


@pytest.mark.system("chromium")
@pytest.mark.parametrize("width", [390, 1280])
def test_render_html__no_wider_than_the_window(tmp_path, width):
    """In a real browser the page itself never scrolls sideways, on a phone or on a desk."""
    probe = b"<script>document.title = document.documentElement.scrollWidth + '/' + innerWidth</script>"
    page = render_html(make_report(matches=make_matches(), ledger=make_ledger()))
    open_page = re.sub(rb"<meta http-equiv[^>]*>", b"", page).replace(b"</body>", probe + b"</body>")
    (tmp_path / "page.html").write_bytes(open_page)
    program = shutil.which("chromium")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    sized = [f"--user-data-dir={tmp_path}/profile", f"--window-size={width},1000", "--dump-dom"]
    done = subprocess.run(  # noqa: S603 - a browser on a page of our own
        [program, *options, *sized, f"file://{tmp_path}/page.html"], capture_output=True, timeout=60, check=True
    )
    (found,) = re.findall(rb"<title>(\d+)/(\d+)</title>", done.stdout)

    assert int(found[0]) <= int(found[1])
