"""The preflight as text of 80 columns."""

from datetime import date

import pytest

from oneroster_classlink.checkup import Check, Fingerprint, Outcome, Preflight, preflight, render_preflight
from oneroster_classlink.sandbox.sharing import RULE_BASED, Permissions
from tests.checkup.conftest import TODAY, client_of

CHECKS = (
    Check(name="schools", title="Schools", outcome=Outcome.OK, evidence="6 schools are shared."),
    Check(
        name="birth_dates",
        title="Birth dates",
        outcome=Outcome.MISSING,
        evidence="0 of 100 demographics looked at have one. By group, students: 0 of 3 asked.",
        remedy="ClassLink: Apps > Roster Server > the app's dots > Filter Fields.",
    ),
)
FOUND = Preflight(
    checks=CHECKS,
    fingerprint=Fingerprint(
        version="1.1",
        collection="enrollments",
        default_page=100,
        greatest_page=10_000,
        count_headers=("x-total-count", "link"),
        revision=True,
        sort=True,
        order_by=False,
        filter=True,
        filter_and=None,
        dotted_filter=False,
        delta=True,
        error_status=404,
        error_shape="statusInfoSet",
    ),
    requests=27,
    today=date(2026, 11, 24),
)
TEXT = """\
Checks
  ok      Schools: 6 schools are shared.
  missing Birth dates: 0 of 100 demographics looked at have one. By group,
          students: 0 of 3 asked.
          -> ClassLink: Apps > Roster Server > the app's dots > Filter Fields.

Server
  OneRoster version  1.1
  tried on           enrollments
  default page       100
  greatest page      cut at 10,000 rows
  count headers      x-total-count, link
  revision mark      yes
  sort, orderBy      yes, no
  filter, with AND   yes, not seen
  dotted filter      no
  delta              yes
  errors             status 404, statusInfoSet

1 ok, 0 warning, 1 missing, 0 unknown: not ready
27 requests were sent; no collection was pulled.
"""


def test_render_preflight():
    assert TEXT == render_preflight(FOUND)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Fingerprint(uncut_page=1_001), "1,001 rows came uncut\n"),
        (Fingerprint(uncut_page=100, refused_page=10_001), "100 rows came uncut; 10,001 are refused\n"),
        (Fingerprint(), "not seen\n"),
    ],
)
def test_render_preflight__the_greatest_page(found, said):
    text = render_preflight(Preflight(checks=(), fingerprint=found, requests=1, today=TODAY))

    assert f"  greatest page      {said}" in text
    assert "0 missing, 0 unknown: ready\n" in text


@pytest.mark.parametrize("permissions", [Permissions(), RULE_BASED, Permissions(only_orgs=True)])
def test_render_preflight__fits_80_columns(district, permissions):
    text = render_preflight(preflight(client_of(district, permissions=permissions)[0], today=TODAY))

    assert 80 >= max(map(len, text.splitlines()))


def test_document__is_plain():
    document = FOUND.document()

    assert (False, 27, "2026-11-24") == (document["ready"], document["requests"], document["today"])
    assert {"name": "schools", "title": "Schools", "outcome": "ok", "evidence": "6 schools are shared.",
            "remedy": ""} == document["checks"][0]  # fmt: skip
    assert 10_000 == document["fingerprint"]["greatest_page"]


@pytest.mark.parametrize(
    ("outcomes", "is_ready"),
    [((), True), ((Outcome.WARNING, Outcome.UNKNOWN), True), ((Outcome.OK, Outcome.MISSING), False)],
)
def test_is_ready__unless_something_is_missing(outcomes, is_ready):
    checks = [Check(name=str(place), title="", outcome=said, evidence="") for place, said in enumerate(outcomes)]

    assert is_ready is Preflight(checks=checks, fingerprint=Fingerprint(), requests=1, today=TODAY).is_ready
