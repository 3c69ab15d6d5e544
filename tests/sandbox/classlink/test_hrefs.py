"""References that name a server which no client should follow."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox import District, with_hrefs
from tests.sandbox.classlink.conftest import FewRows
from tests.sandbox.conftest import SMALL, TODAY, to

SERVER = "https://made-up-ut-v2.rosterserver.example/ims/oneroster/v1p1"


def test_with_hrefs__every_reference_and_nothing_else():
    marked = with_hrefs(District(rows=SMALL), server="https://d.example").rows
    base = "https://d.example/ims/oneroster/v1p1"

    assert {"href": f"{base}/orgs/S1", **to("S1")} == marked["classes"][0]["school"]
    assert [f"{base}/orgs/{item}" for item in ("S1", "S2")] == [ref["href"] for ref in marked["users"][2]["orgs"]]
    assert f"{base}/orgs/S2" == marked["users"][4]["roles"][0]["org"]["href"]
    assert f"{base}/classes/K%2F2" == marked["enrollments"][2]["class"]["href"]
    assert SMALL["orgs"] == list(marked["orgs"])


def test_with_hrefs__leaves_out_what_is_no_reference():
    rows = [{"sourcedId": 1, "metadata": {"type": "org", "list": [1, {"sourcedId": "x", "type": "moon"}]}}]

    assert tuple(rows) == with_hrefs(District(rows={"users": rows})).rows["users"]


def test_with_hrefs__a_district_that_is_too_large():
    with pytest.raises(UsageError, match="gets no hrefs"):
        with_hrefs(District(rows={"users": FewRows()}))


def test_with_hrefs__the_made_up_district(made_up):
    """No reference of it is of an unknown type, and the district itself stays as it was."""
    before = made_up.rows["enrollments"][0]["user"]
    marked = with_hrefs(made_up)
    seats = [seat for seat in marked.rows["enrollments"] if isinstance(seat.get("user"), dict)]

    assert "href" not in before
    assert made_up.oddities == marked.oddities
    assert all(seat["user"]["href"].startswith(f"{SERVER}/users/") for seat in seats)
    assert marked.rows["lineItems"][0]["gradingPeriod"]["href"].startswith(f"{SERVER}/gradingPeriods/")
    assert str(TODAY.year) in str(marked.rows["academicSessions"])
