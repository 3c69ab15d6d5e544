"""Errors in every shape (quirks 7.8 and 7.31), and bodies that are not what their headers say."""

import gzip
from datetime import date

import pytest

from oneroster_classlink.errors import Forbidden, NotFound, NotOneRoster, OneRosterError, TooManyRequests
from oneroster_classlink.models import Demographics, Org
from oneroster_classlink.wire.payload import minor_code
from tests.quirks.server import opening, serving
from tests.rest.fake import Said, client_of, scripted

FIELDS = b'"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": "Ana Sosa is unknown"'
MINOR = (
    b'"imsx_CodeMinor": {"imsx_codeMinorField": [{"imsx_codeMinorFieldName": "TargetEndSystem", '
    b'"imsx_codeMinorFieldValue": "unknownobject"}]}'
)
SHAPES = [
    pytest.param(b"{" + FIELDS + b', "imsx_codeMinor": "unknownobject"}', "unknownobject", id="flat"),
    pytest.param(b'{"imsx_StatusInfo": {' + FIELDS + b", " + MINOR + b"}}", "unknownobject", id="wrapped, large S"),
    pytest.param(b'{"imsx_statusInfo": {' + FIELDS + b", " + MINOR + b"}}", "unknownobject", id="wrapped, small s"),
    pytest.param(b"{" + FIELDS + b", " + MINOR + b"}", "unknownobject", id="root"),
    pytest.param(
        b'{"statusInfoSet": [{' + FIELDS + b', "imsx_codeMinor": "unknown object"}]}', "unknown object", id="set"
    ),
    pytest.param(b'{"error": "not_found"}', None, id="error"),
    pytest.param(b'{"error": "invalid_scope", "error_description": "Ana"}', "invalid_scope", id="OAuth"),
    pytest.param(b'{"error": "No such user: Ana Sosa"}', None, id="error in words"),
    pytest.param(b'{"status": 0, "message": "Ana Sosa is unknown"}', None, id="proxy"),
    pytest.param(b"<!doctype html><h1>Ana Sosa: Not Found</h1>", None, id="web page"),
    pytest.param(b"Ana Sosa: Request returned no results", None, id="plain text"),
    pytest.param(b'{"imsx_codeMajor": "failure", "timestamp": "24-11-2026 11:28:31"}', None, id="odd time"),
    pytest.param(b"\xff\xfe\x00", None, id="bytes"),
    pytest.param(b"", None, id="empty"),
]


@pytest.mark.parametrize(("body", "code"), SHAPES)
def test_quirk__7_8__error_bodies(body, code):
    """The kind and the code are read, and no word of a description is repeated."""
    client, _ = client_of(lambda _: Said(body, status=404))
    with pytest.raises(NotFound) as caught:
        client.user("U1")

    assert (404, code) == (caught.value.status, code and caught.value.code)
    assert code == minor_code(body)
    assert "Ana" not in f"{caught.value} {caught.value!r}"


@pytest.mark.parametrize("body", [shape.values[0] for shape in SHAPES], ids=[shape.id for shape in SHAPES])
def test_quirk__7_8__error_bodies_with_a_200_are_errors_too(body):
    client, _ = client_of(lambda _: Said(body))
    with pytest.raises(NotOneRoster) as caught:
        list(client.users())

    assert "Ana" not in f"{caught.value} {caught.value!r}"


@pytest.mark.parametrize("status", [404, 500])
def test_quirk__7_8__a_web_page_where_a_collection_is_asked_for(status):
    client, _ = client_of(lambda _: Said(b"<html>Page not found</html>", status=status))
    with pytest.raises(OneRosterError) as caught:
        list(client.users())

    assert (status, None) == (caught.value.status, caught.value.code)


@pytest.mark.parametrize("headers", [{"X-Total-Count": "2", "X-Count": "2"}, {}], ids=["counted", "uncounted"])
def test_quirk__7_8__a_404_for_the_page_beyond_the_last(headers):
    """Mockroster has no empty list; what came before is complete all the same."""
    rows = [b'{"sourcedId": "O1"}', b'{"sourcedId": "O2"}']

    def answer(asked):
        if int(asked.asks["offset"]) >= len(rows):
            return Said(b"Request returned no results", status=404)
        return serving(*rows, before=opening("orgs"), headers=headers)(asked)

    client, _ = client_of(answer, page_size=2)

    assert [Org(sourced_id="O1"), Org(sourced_id="O2")] == list(client.orgs())


def test_quirk__7_31__429_in_plain_text_is_waited_out():
    said = [Said(b"Too Many Requests, slow down.", status=429, headers={"Retry-After": "7"})]
    waits = []

    def answer(asked):
        return said.pop() if said else serving(b'{"sourcedId": "O1"}', before=opening("orgs"))(asked)

    client, _ = client_of(answer, sleep=waits.append)

    assert [Org(sourced_id="O1")] == list(client.orgs())
    assert [7.0] == waits


def test_quirk__7_31__429_that_lasts_says_how_long_to_wait():
    client, _ = client_of(lambda _: Said(b"Too Many Requests", status=429, headers={"Retry-After": "7"}))
    with pytest.raises(TooManyRequests) as caught:
        client.user("U1")

    assert (7.0, None) == (caught.value.retry_after, caught.value.code)


def test_quirk__proxy__its_refusal_by_status_and_message():
    client, _ = client_of(scripted(Said(b'{"status": 0, "message": "not yours"}', status=403)))
    with pytest.raises(Forbidden):
        client.user("U1")


@pytest.mark.parametrize(
    "label",
    ["application/json; charset=iso-8859-1", "application/json; charset=utf-16", "text/html", "x; charset=none", ""],
)
def test_quirk__charset__a_page_with_the_wrong_label_is_utf_8(label):
    name = "Ñandú Schule, Übung 学校"
    row = f'{{"sourcedId": "O1", "name": "{name}"}}'.encode()
    headers = {"Content-Type": label} if label else {}
    client, _ = client_of(serving(row, before=opening("orgs"), headers=headers))

    assert [Org(sourced_id="O1", name=name)] == list(client.orgs())


def test_quirk__charset__a_row_that_is_not_utf_8_is_alone_in_being_lost():
    rows = [b'{"sourcedId": "O1"}', b'{"sourcedId": "O2", "name": "Caf\xe9"}', b'{"sourcedId": "O3"}']
    client, _ = client_of(serving(*rows, before=opening("orgs")))
    lost = []

    assert ["O1", "O3"] == [org.sourced_id for org in client.orgs(on_bad_row=lost.append)]
    assert [(1, ("a text that is not Unicode or a number out of range @ $",))] == [
        (entry.index, entry.problems) for entry in lost
    ]


@pytest.mark.parametrize("further", [b"\xff", b"\\ud800"], ids=["byte", "surrogate"])
def test_quirk__charset__neither_is_one_among_rows_that_are_mended(further):
    rows = [b'{"sourcedId": "U1", "birthDate": "4/13/2012"}', b'{"sourcedId": "U2", "x": "' + further + b'"}']
    client, _ = client_of(serving(*rows, before=opening("demographics")))

    assert [Demographics(sourced_id="U1", birth_date=date(2012, 4, 13))] == list(client.demographics())


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {}, {"Content-Encoding": "identity"}])
def test_quirk__gzip__by_its_bytes_and_not_by_its_header(headers):
    def answer(asked):
        said = serving(b'{"sourcedId": "O1"}', before=opening("orgs"))(asked)
        return Said(gzip.compress(said.body), headers=headers)

    client, _ = client_of(answer)

    assert [Org(sourced_id="O1")] == list(client.orgs())
