"""A server's fingerprint, on servers that behave in one way or another."""

import attrs
import pytest

from oneroster_classlink.checkup import Fingerprint, preflight
from oneroster_classlink.checkup.identify import ascending, shape_of
from oneroster_classlink.sandbox import District
from oneroster_classlink.sandbox.exchange import Refused, Version, refusal
from tests.checkup.conftest import TODAY, client_of
from tests.checkup.test_servers import COUNTS
from tests.rest.fake import Said
from tests.rest.fake import client_of as faked


def fingerprint(district, *, most_rows=1_001, version="1.1", **twists):
    client, _ = client_of(district, version=version, **twists)
    return preflight(client, today=TODAY, most_rows=most_rows).fingerprint


SANDBOX = Fingerprint(
    version="1.1",
    collection="users",
    default_page=100,
    uncut_page=120,
    count_headers=("x-total-count", "x-count", "link"),
    revision=False,
    sort=True,
    order_by=True,
    filter=True,
    filter_and=True,
    dotted_filter=True,
    delta=True,
    error_status=404,
    error_shape="statusInfoSet",
)
NO_FILTER = {"filter": False, "filter_and": False, "dotted_filter": False, "delta": False}


@pytest.mark.parametrize(
    ("twists", "differs"),
    [
        ({}, {}),
        ({"version": "1.2"}, {"version": "1.2", "error_shape": "imsx_codeMajor"}),
        ({"version": None}, {}),
        ({"drops": {"filter"}}, NO_FILTER),
        ({"refuses": {"filter"}}, NO_FILTER),
        ({"drops": {"orderBy"}}, {"order_by": False}),
        ({"drops": {"sort", "orderBy"}}, {"order_by": False}),
        ({"refuses": {"sort"}}, {"sort": False, "order_by": False}),
        ({"refuses": {"fields"}}, {"uncut_page": 100, "refused_page": 120}),
        ({"hides": COUNTS}, {"collection": "enrollments", "count_headers": ()}),
        ({"hides": {"link"}}, {"count_headers": ("x-total-count", "x-count")}),
        ({"most": 110}, {"greatest_page": 110, "uncut_page": None}),
        ({"most": 50}, {"greatest_page": 50, "uncut_page": None, "default_page": 50}),
    ],
)
def test_identify(district, twists, differs):
    """The mark of a revision, which a sandbox may send or not, is not looked at here."""
    found = fingerprint(district, most_rows=120, **twists)

    assert attrs.evolve(SANDBOX, **differs) == attrs.evolve(found, revision=False)


def test_identify__a_page_above_the_limit_of_classlink():
    """ClassLink cuts a page at 10,000 rows (ONEROSTER 5.5), and so does the sandbox."""
    schools = [{"sourcedId": f"S{number}", "type": "school", "name": "One"} for number in range(10_001)]

    assert 10_000 == fingerprint(District(rows={"orgs": schools}), most_rows=10_001).greatest_page


def test_identify__nothing_but_an_org_shows_little():
    district = District(rows={"orgs": [{"sourcedId": "S1", "type": "school", "name": "One"}]})
    found = fingerprint(district)

    assert ("1.1", None, None, None, 404) == (
        found.version, found.sort, found.filter, found.default_page, found.error_status
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ids", "dotted"), [(("K'1", "K'2"), None), (("K1", "K1"), None), (("K1", "K2"), True), (("K'1", "K2"), True)]
)
def test_identify__dotted_only_where_two_classes_were_seen_and_can_be_asked_for(ids, dotted):
    seats = [
        {"sourcedId": f"E{number}", "role": "student", "user": {"sourcedId": "U"}, "class": {"sourcedId": klass}}
        for number, klass in enumerate(ids)
    ]

    assert dotted is fingerprint(District(rows={"enrollments": seats})).dotted_filter


def test_identify__ids_that_cannot_be_asked_for():
    """OneRoster does not say how a quote is sent in a filter, so the filter is not tried on such ids."""
    orgs = [{"sourcedId": f"O'{number}", "type": "school", "name": "One"} for number in range(3)]

    assert None is fingerprint(District(rows={"orgs": orgs})).filter


def test_identify__a_server_that_hangs_up_on_errors():
    def answer(asked):
        collection = asked.path.rpartition("/")[2]
        known = collection in {"orgs", "schools", "users", "classes", "enrollments"}
        return Said(b'{"%s": []}' % collection.encode()) if known else Said(b"\x1f\x8bgarbled")

    found = preflight(faked(answer)[0], today=TODAY).fingerprint

    assert (None, None) == (found.error_status, found.error_shape)


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        (refusal(Refused(404, "unknownobject", "No."), version=Version.V11).body, "statusInfoSet"),
        (refusal(Refused(404, "unknownobject", "No."), version=Version.V12).body, "imsx_codeMajor"),
        (b'{"imsx_StatusInfo": {"imsx_codeMajor": "failure"}}', "imsx_StatusInfo around imsx_codeMajor"),
        (b'{"imsx_statusInfo": {}}', "imsx_StatusInfo around imsx_codeMajor"),
        (b'{"error": "no"}', "error"),
        (b'{"status": 0, "message": "no"}', "message"),
        (b"{}", "JSON of another kind"),
        (b"[]", "JSON of another kind"),
        (b" <html>", "a web page"),
        (b"Not Found", "text"),
        (b"\xff", "text"),
        (b"  ", "no body"),
    ],
)
def test_shape_of(body, shape):
    assert shape == shape_of(body)


@pytest.mark.parametrize(
    ("ids", "is_ascending"),
    [("ABC", True), ("CBA", False), ("aBc", True), (["9", "10"], True), (["10", "9"], True), (["2", "1"], False)],
)
def test_ascending__by_any_usual_order(ids, is_ascending):
    assert is_ascending is ascending(ids)
