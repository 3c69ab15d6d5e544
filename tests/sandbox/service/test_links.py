"""The ``Link`` header: where the neighbours of a page are."""

import re
from urllib.parse import parse_qsl

import pytest

from oneroster_classlink.sandbox import District
from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.service import Service
from tests.sandbox.conftest import ORIGIN, V11

MANY = Service(district=District(rows={"users": [{"sourcedId": f"U{number}"} for number in range(7)]}))


def links(target):
    header = MANY.answer(Request(origin=ORIGIN, target=target)).headers.get("Link", "")
    found = re.findall(r'<([^>]*)>; rel="(\w+)"', header)
    return {rel: address for address, rel in found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("limit=3", {"next": "3", "first": "0", "last": "6"}),
        ("limit=3&offset=3", {"next": "6", "prev": "0", "first": "0", "last": "6"}),
        ("limit=3&offset=6", {"prev": "3", "first": "0", "last": "6"}),
        ("limit=3&offset=2", {"next": "5", "prev": "0", "first": "0", "last": "6"}),
        ("limit=7", {}),
        ("", {}),
        ("limit=10&filter=sourcedId='U9'&offset=1", {"prev": "0", "first": "0", "last": "0"}),
    ],
)
def test_link_header__has_the_rels_that_there_are(query, expected):
    found = links(f"{V11}/users?{query}")

    assert expected == {rel: dict(parse_qsl(address.partition("?")[2]))["offset"] for rel, address in found.items()}


def test_link_header__keeps_path_and_question():
    question = "sort=familyName&filter=sourcedId%3E%27%27%20AND%20sourcedId%21%3D%27a%2Cb%27&limit=2"

    assert f"{ORIGIN}{V11}/users?{question}&offset=2" == links(f"{V11}/users?{question}")["next"]


def test_link_header__an_encoded_slash_stays():
    seats = [{"sourcedId": str(number), "user": {"sourcedId": "a/b"}, "class": {"sourcedId": "K"}} for number in "12"]
    rows = {"users": [{"sourcedId": "a/b"}], "enrollments": seats, "classes": [{"sourcedId": "K"}]}
    answer = Service(district=District(rows=rows)).answer(
        Request(origin=ORIGIN, target=f"{V11}/users/a%2Fb/classes?limit=1&offset=1")
    )

    assert f'<{ORIGIN}{V11}/users/a%2Fb/classes?limit=1&offset=0>; rel="prev"' in answer.headers["Link"]


def test_link_header__walks_through_all_rows():
    target, seen = f"{V11}/users?limit=2", []
    while target:
        body = MANY.answer(Request(origin=ORIGIN, target=target)).body.decode()
        seen += re.findall(r"U\d", body)
        target = links(target).get("next", "").removeprefix(ORIGIN)

    assert [f"U{number}" for number in range(7)] == seen
