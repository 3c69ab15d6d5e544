"""Faults of a finished answer, by its bytes."""

import gzip
import zlib

import msgspec
import pytest
from werkzeug.test import Client

from oneroster_classlink.sandbox.exchange import Delivery
from tests.sandbox.faults.asking import V11, asking

WHOLE = asking().get("/users").body


@pytest.mark.parametrize(
    ("order", "body"),
    [
        ("truncated_body", WHOLE[: len(WHOLE) // 2]),
        ("truncated_body:share=0", b""),
        ("empty_body", b""),
        ("bom", b"\xef\xbb\xbf" + WHOLE),
        ("corrupt_json", b";".join(WHOLE.rsplit(b":", 1))),
    ],
)
def test_bodies(order, body):
    assert body == asking(order).get("/users").body


@pytest.mark.parametrize("label", ["text/html; charset=iso-8859-1", "application/json; charset=utf-16", "text/plain"])
def test_wrong_charset(label):
    answer = asking(f"wrong_charset:label={label}").get("/users")

    assert (label, WHOLE) == (answer.headers["Content-Type"], answer.body)


@pytest.mark.parametrize(("labelled", "label"), [("true", "gzip"), ("false", None)])
def test_gzip_forced(labelled, label):
    answer = asking(f"gzip_forced:labelled={labelled}").get("/users")

    assert (label, WHOLE) == (answer.headers.get("Content-Encoding"), gzip.decompress(answer.body))


@pytest.mark.parametrize(("name", "error"), [("gzip_corrupt", zlib.error), ("gzip_truncated", EOFError)])
def test_gzip__broken_and_still_beginning_as_gzip_does(name, error):
    answer = asking(name).get("/users")

    assert (b"\x1f\x8b\x08", "gzip") == (answer.body[:3], answer.headers["Content-Encoding"])
    with pytest.raises(error):
        gzip.decompress(answer.body)


def test_gzip__is_not_compressed_twice():
    headers = {"Authorization": "Bearer sandbox-bearer", "Accept-Encoding": "gzip"}
    answer = Client(asking("gzip_forced").app).get(f"{V11}/users", headers=headers)

    assert WHOLE == gzip.decompress(answer.data)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("invalid_utf8", b'"givenName":"a\xff\xfe\xc3"'),
        ("lone_surrogate", rb'"givenName":"a\ud800b"'),
        ("number_out_of_range", b'"givenName":1e999999'),
    ],
)
def test_texts_that_are_none(name, text):
    """The first row's text alone is bad."""
    body = asking(name).get("/users").body

    assert 1 == body.count(text)
    assert WHOLE == body.replace(text, b'"givenName":"Kvem"')


def test_texts_that_are_none__where_there_is_no_text():
    assert asking().get("/enrollments").body == asking("invalid_utf8").get("/enrollments").body


@pytest.mark.parametrize(
    ("order", "delivery"),
    [
        ("connection_dropped", Delivery(hangs_up=True)),
        ("connection_cut:bytes=9", Delivery(after=9, hangs_up=True)),
        ("answer_stalled:seconds=5", Delivery(pause=5.0)),
        ("body_stalled:bytes=9,seconds=5", Delivery(after=9, pause=5.0)),
    ],
)
def test_deliveries(order, delivery):
    answer = asking(order).get("/users")

    assert (delivery, WHOLE) == (answer.delivery, answer.body)


def test_deliveries__of_two_the_first_counts():
    assert Delivery(hangs_up=True) == asking("connection_dropped", "body_stalled").get("/users").delivery
    assert Delivery(hangs_up=True) == asking("connection_dropped", "forbidden").get("/users").delivery


def test_bodies__an_error_is_no_page_of_rows():
    answer = asking("invalid_utf8", "forbidden").get("/users")

    assert "statusInfoSet" in msgspec.json.decode(answer.body)
