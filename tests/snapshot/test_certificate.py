"""The evidence of a pull: for people, for the next pull, and what it proves."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.snapshot import Certificate
from oneroster_classlink.wire.proof import CollectionCertificate, End
from tests.records import make_enrollment, make_org, make_snapshot


def certificate_of(**over):
    values = {"collection": "users", "rows": 12_345, "unique": 12_343, "end": End.TOTAL, "pages": 2}
    return CollectionCertificate(**values | over)


def test_certificate__says_it_for_people():
    certificate = Certificate(
        collections={
            "users": certificate_of(repaired=2),
            "demographics": certificate_of(collection="demographics", rows=0, end=End.NOT_SHARED),
        }
    )

    assert [
        "users              12,345 rows   0 unreadable    2 repaired  the server's total",
        "demographics                                                 not shared",
        "complete: yes",
    ] == str(certificate).splitlines()


@pytest.mark.parametrize(
    ("over", "expected", "proves_absence"),
    [
        ({}, True, True),
        ({"lost": 1}, True, False),
        ({"end": End.NOT_SHARED}, False, False),
        ({"collection": "demographics", "lost": 1}, True, True),
        ({"collection": "courses", "end": End.NOT_SHARED}, True, True),
    ],
)
def test_certificate_complete__what_a_roster_is_made_of(over, expected, proves_absence):
    found = certificate_of(**over)
    certificate = Certificate(collections={found.collection: found})

    assert (expected, proves_absence) == (certificate.complete, certificate.proves_absence)
    assert f"complete: {'yes' if expected else 'no'}" == str(certificate).splitlines()[1]


def test_to_json__comes_back_equal():
    certificate = make_snapshot(make_org(), make_enrollment()).certificate

    assert certificate == Certificate.from_json(certificate.to_json())
    assert certificate == Certificate.from_json(certificate.to_json().encode())


def test_to_json__holds_no_value_of_a_row():
    assert "S1" not in make_snapshot(make_org("S1", name="Lincoln")).certificate.to_json()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"collections": {"users": {}}}', b"\xff", '{"collections": "\ud800"}']
)
def test_from_json__anything_else_is_refused(text):
    with pytest.raises(UsageError, match="no certificate"):
        Certificate.from_json(text)
