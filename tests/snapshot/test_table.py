"""A table keeps records as columns and hands them out as they were."""

import pytest

from oneroster_classlink.models import Org, User
from oneroster_classlink.snapshot import Table
from oneroster_classlink.wire.structs import row_of
from tests.records import make_org, make_user


def table_of(*records, model=None, **options):
    table = Table(model or type(records[0]), **options)
    table.append([row_of(record) for record in records])
    return table


def test_table__gives_back_every_record():
    records = [make_user("U2", extensions={"vendor": 1}), make_user("U1", metadata={"a": {"b": 1}}, agents=("U2",))]
    table = table_of(*records)
    table.seal()

    assert records == list(table)
    assert records[1] == table["U1"]
    assert (2, ["U2", "U1"]) == (len(table), table.ids)


def test_append__further_rows_follow():
    table = table_of(make_org("S1"))
    table.append([row_of(make_org("S2"))])
    table.append([])

    assert [make_org("S1"), make_org("S2")] == list(table)


def test_get__an_unknown_id_is_none():
    table = table_of(make_org("S1"))

    assert (make_org("S1"), None, None) == (table.get("S1"), table.get("S2"), table.get(None))
    assert "S1" in table
    assert "S2" not in table
    with pytest.raises(KeyError):
        table["S2"]


def test_column__a_field_of_every_record():
    table = table_of(make_org("S1", name="North"), make_org("S2", name="South"))

    assert ["North", "South"] == table.column("name")
    with pytest.raises(KeyError):
        table.column("nothing")


@pytest.mark.parametrize(("keep", "expected"), [(False, None), (True, "secret-word")])
def test_table__keeps_passwords_only_when_asked(keep, expected):
    table = table_of(User(sourced_id="U1", password="secret-word"), keep_passwords=keep)

    assert (expected, expected) == (table["U1"].password, next(iter(table)).password)


def test_table__equals_one_with_equal_records_in_any_order():
    north, south = make_org("S1"), make_org("S2")

    assert table_of(north, south) == table_of(south, north)
    assert table_of(north) != table_of(north, south)
    assert table_of(north) != table_of(make_org("S1", name="Other"))
    assert table_of(north) != [north]


def test_table__its_repr_shows_no_record():
    assert "Table(User, 1 records)" == repr(table_of(make_user("U1", given_name="Zoe9")))


def test_table__an_empty_one():
    table = Table(Org)
    table.seal()

    assert ([], 0, []) == (list(table), len(table), table.ids)
