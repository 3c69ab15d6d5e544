"""The generated wire structs: one field written once, on the record."""

import attrs
import msgspec
import pytest

from oneroster_classlink.models import Enrollment, Org, Role, RoleAssignment, User
from oneroster_classlink.models.collections import COLLECTIONS, ROSTERING
from oneroster_classlink.wire.structs import getters, open_struct, page_decoder, read_id, row_of, row_struct

SEAT = b'{"sourcedId": "E1", "user": {"sourcedId": "U1"}, "class": {"sourcedId": "C1"}}'


def test_row_struct__refuses_keys_of_the_vendors_own():
    with pytest.raises(msgspec.ValidationError, match="vendor"):
        msgspec.json.decode(b'{"sourcedId": "S1", "vendor": 1}', type=row_struct(Org))


def test_open_struct__takes_them():
    struct = msgspec.json.decode(b'{"sourcedId": "S1", "vendor": 1}', type=open_struct(Org))

    assert "S1" == read_id(struct)


@pytest.mark.parametrize("key", [b"sourcedId", b"user", b"class"])
def test_row_struct__needs_what_a_row_is_nothing_without(key):
    with pytest.raises(msgspec.ValidationError, match="missing required field"):
        msgspec.json.decode(
            SEAT.replace(key, b"metadata", 1).replace(b'"metadata": "E1"', b'"metadata": {}'),
            type=row_struct(Enrollment),
        )


@pytest.mark.parametrize("collection", COLLECTIONS.values(), ids=lambda found: found.name)
def test_getters__take_every_field_of_a_row(collection):
    ids = b'{"sourcedId": "X1"}'
    row = b'{"sourcedId": "X1", "user": ' + ids + b', "class": ' + ids + b"}"
    struct = msgspec.json.decode(row, type=open_struct(collection.model))

    taken = {name: get(struct) for name, get in getters(collection.model).items()}

    assert "X1" == taken["sourced_id"]
    assert {found.name for found in attrs.fields(collection.model)} - {"extensions"} == taken.keys()


def test_page_decoder__a_page_has_one_of_the_keys_or_is_a_list():
    rows = page_decoder(ROSTERING["enrollments"], is_list=True).decode(b"[" + SEAT + b"]")
    body = b'{"enrollments": [' + SEAT + b'], "limit": 1}'
    page = page_decoder(ROSTERING["enrollments"], is_list=False).decode(body)

    assert ["E1"] == list(map(read_id, rows))
    assert (rows, msgspec.UNSET) == msgspec.structs.astuple(page)


def test_row_of__holds_the_records_values():
    user = User(
        sourced_id="U1",
        roles=(RoleAssignment(role=Role.TEACHER, org="S1"),),
        enabled_user=False,
        extensions={"vendor": 1},
    )
    struct = row_of(user)
    taken = {name: get(struct) for name, get in getters(User).items()}

    assert ("U1", "false", "") == (taken["sourced_id"], taken["enabled_user"], taken["given_name"])
    assert "Row('U1')" == repr(struct)
    assert {"vendor": 1} == struct.extensions
    assert row_of(User(sourced_id="U2")).extensions is None
