"""Faults as values: made from names and options, or from a text, and checked."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.faults import FAULTS, make_fault, parse_fault
from oneroster_classlink.sandbox.faults.visit import visit_of

BASE = "/ims/oneroster/v1p1"


def test_make_fault__defaults():
    fault = make_fault("rate_limit")

    assert ("rate_limit", None) == (fault.name, fault.collection)
    assert {
        "after": 0,
        "every": 3,
        "times": 0,
        "retry_after": "seconds",
        "seconds": 1,
        "status": 429,
    } == fault.options


def test_make_fault__options():
    fault = make_fault("latency", collection="users", seconds=2, after=5)

    assert ("users", 2, 5) == (fault.collection, fault.options["seconds"], fault.options["after"])


@pytest.mark.parametrize(
    ("text", "collection", "options"),
    [
        ("latency", None, {"seconds": 1.0}),
        ("latency:seconds=0.5", None, {"seconds": 0.5}),
        ("rate_limit:collection=users,every=2,status=503", "users", {"every": 2, "status": 503}),
        (" gzip_forced : labelled = False , times=1", None, {"labelled": False, "times": 1}),
        ("wrong_charset:label=text/plain", None, {"label": "text/plain"}),
        ("redirect:", None, {"to": "same_host"}),
    ],
)
def test_parse_fault(text, collection, options):
    fault = parse_fault(text)

    assert (collection, options) == (fault.collection, {key: fault.options[key] for key in options})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("rate_limt", "There is no fault 'rate_limt'; the nearest are rate_limit"),
        ("§", "There is no fault '§'; the nearest are unlike it, so see `oneroster-classlink sandbox --faults`."),
        ("latency:collection=user", "There is no collection 'user' to break; the nearest are users"),
        ("latency:secs=1", "has no option 'secs': it has collection, after, every, times, seconds."),
        ("latency:seconds=soon", "takes as seconds: a number from 0 to 1e+09."),
        ("latency:seconds=-1", "takes as seconds: a number from 0 to 1e+09."),
        ("latency:seconds=nan", "takes as seconds: a number from 0 to 1e+09."),
        ("latency:seconds=true", "takes as seconds: a number from 0 to 1e+09."),
        ("latency:every=0", "takes as every: a whole number from 1 to 1e+09."),
        ("latency:every=1.5", "takes as every: a whole number from 1 to 1e+09."),
        ("rate_limit:retry_after=later", "takes as retry_after: seconds or date or none."),
        ("rate_limit:status=200", "takes as status: 429 or 503 or 403."),
        ("gzip_forced:labelled=1", "takes as labelled: True or False."),
        ("latency:seconds", "ordered as NAME or NAME:key=value,key=value, not as 'latency:seconds'."),
    ],
)
def test_parse_fault__what_cannot_be_meant(text, sentence):
    with pytest.raises(UsageError) as caught:
        parse_fault(text)

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_faults__each_says_in_one_sentence_what_it_does():
    said = [kind.says for kind in FAULTS.values()]

    assert [] == [sentence for sentence in said if not (sentence.endswith(".") and ". " not in sentence)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("target", "place", "single", "whole"),
    [
        (f"{BASE}/users?limit=2", "users", False, True),
        (f"{BASE}/users?filter=role%3D'x'", "users", False, False),
        (f"{BASE}/users/U1", "users", True, False),
        (f"{BASE}/students", "users", False, False),
        ("/APP%3D/ims/oneroster/v1p1/schools/S1/classes", "classes", False, False),
        ("/ims/oneroster/gradebook/v1p2/scoreScales", "scoreScales", False, True),
        (f"{BASE}/nothing", None, False, False),
        ("/token", "token", False, False),
        ("/applications?limit=5", "applications", False, False),
        ("/", None, False, False),
    ],
)
def test_visit_of(target, place, single, whole):
    visit = visit_of(Request(origin="http://x", target=target))

    assert (place, single, whole) == (visit.place, visit.single, visit.whole)


@pytest.mark.parametrize(
    ("collection", "path", "expected"),
    [
        (None, f"{BASE}/users", True),
        (None, "/token", False),
        (None, "/", False),
        ("token", "/token", True),
        ("users", f"{BASE}/students/U3", True),
        ("users", f"{BASE}/orgs", False),
    ],
)
def test_concerns__which_requests_a_fault_is_for(collection, path, expected):
    fault = make_fault("forbidden", collection=collection)

    assert expected is fault.concerns(visit_of(Request(origin="http://x", target=path)))
