"""A table keeps records as columns and hands them out as they were."""

import pytest

from oneroster_classlink.models import Demographics, Enrollment, Org, User, UserId
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


@pytest.mark.parametrize("ids", [["S1", "S2", "S3"], ["S3", "S1", "S2"]])
@pytest.mark.parametrize("sealed", [True, False])
def test_get__in_whatever_order_the_ids_came(ids, sealed):
    table = table_of(*map(make_org, ids))
    if sealed:
        table.seal()

    assert [make_org(sourced_id) for sourced_id in ids] == [table.get(sourced_id) for sourced_id in ids]
    assert "S4" not in table
    assert table.get("S0") is None


def test_table__tables_of_a_district_hold_each_id_once():
    """Users own their ids; enrollments and demographics hold the same strings, and nobody needs an enrollment's."""
    strings = {}
    users, seats, births = (Table(model, strings=strings) for model in (User, Enrollment, Demographics))
    users.append([row_of(make_user(_fresh("U1")))])
    seats.append([row_of(Enrollment(sourced_id="E1", user=_fresh("U1"), klass="C1"))])
    births.append([row_of(Demographics(sourced_id=_fresh("U1")))])

    assert users.ids[0] is seats["E1"].user
    assert users.ids[0] is births["U1"].sourced_id
    assert {"U1"} == strings.keys()


def _fresh(text):
    """Return a string that no other shares."""
    return text.encode().decode()


def test_row__and_the_record_and_value_of_it():
    table = table_of(make_org("S2", name="South"), make_org("S1", name="North"))

    assert (1, None) == (table.row("S1"), table.row("S3"))
    assert (make_org("S1", name="North"), "North") == (table.at(1), table.value("name", 1))
    with pytest.raises(KeyError):
        table.value("nothing", 1)


@pytest.mark.parametrize("name", ["name", "type", "parent", "sourced_id", "children"])
def test_coded__stands_for_the_column(name):
    table = table_of(
        make_org("S1", name="North", parent="D"),
        make_org("S2", name="South", children=("S1",)),
        make_org("S3", name=""),
    )
    table.seal()
    found = table.coded(name)

    assert table.column(name) == [found.values[code] for code in found.codes]
    assert len(set(found.values)) == len(found.values)
    assert "North" not in repr(found)


def test_coded__an_unknown_field():
    with pytest.raises(KeyError):
        table_of(make_org("S1")).coded("nothing")


def test_entries__each_further_id_with_its_row():
    sis, bare = UserId(identifier="7", type="SIS"), UserId(identifier="8")
    table = table_of(
        make_user("U1", user_ids=(sis,)),
        make_user("U2"),
        make_user("U3", user_ids=(bare, sis)),
        make_user("U4", user_ids=(bare,)),
        make_user("U5", user_ids=(UserId(identifier="", type="SIS"),)),
    )
    found = list(table.entries("user_ids"))

    assert [0, 2, 2, 3] == [row for row, _ in found]
    assert found[0][1] == found[2][1] != found[1][1] == found[3][1]
    assert [(sis,), (), (bare, sis), (bare,), ()] == table.column("user_ids")


@pytest.mark.parametrize("name", ["username", "roles"])
def test_entries__of_a_field_without_further_ids(name):
    with pytest.raises(TypeError, match=f"{name} holds no further ids"):
        table_of(make_user("U1")).entries(name)
