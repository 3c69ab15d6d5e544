"""Columns keep one field of many rows and give each value back."""

from datetime import UTC, datetime

import pytest

from oneroster_classlink.models.kinds import DAY, FLAG, ID, LABEL, MOMENT, OPEN, TEXT, TEXTS, Ref, ref, refs
from oneroster_classlink.models.users.accounts import USER_IDS, UserId, UserIdRow
from oneroster_classlink.snapshot.table import column
from oneroster_classlink.snapshot.table.column import Blank, Coded, LinkLists, Links, Moments, Sparse, column_for
from oneroster_classlink.snapshot.table.texts import Raw, Texts

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ID, Texts),
        (TEXT, Texts),
        (LABEL, Texts),
        (FLAG, Coded),
        (DAY, Coded),
        (MOMENT, Moments),
        (ref("org"), Links),
        (ref("user", needed=True), Links),
        (refs("user"), LinkLists),
        (USER_IDS, Raw),
        (OPEN, Sparse),
    ],
)
def test_column_for__suits_the_kind(kind, expected):
    assert expected is type(column_for(kind, strings={}))


@pytest.mark.parametrize(
    ("kind", "raws", "expected"),
    [
        (TEXT, ["a", "", None], ["a", None, None]),
        (LABEL, [None, "", "a"], ["", "", "a"]),
        (FLAG, ["true", "false", "TRUE", True, None], [True, False, True, True, None]),
        (FLAG, [None, None, None, None], [None, None, None, None]),
        (TEXTS, [("a",), None, ("a",)], [("a",), (), ("a",)]),
        (OPEN, [None, {"a": 1}, {}, None], [{}, {"a": 1}, {}, {}]),
        (MOMENT, ["2026-08-01T12:00:00.000Z", "", None], [NOON, None, None]),
        (MOMENT, ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"], [NOON.min, NOON.max]),
        (ref("org"), [Ref("S1"), None, Ref(""), Ref("S1")], ["S1", None, None, "S1"]),
        (refs("user"), [(Ref("U1"), Ref("")), None, (Ref("U1"),)], [("U1",), (), ("U1",)]),
        (TEXT, ["Zoë", None, "\ud800", "b"], ["Zoë", None, "\ud800", "b"]),
        (MOMENT, ["2026-08-01T12:00:00Z"] * 4, [NOON] * 4),
        (USER_IDS, [None, (UserIdRow("7", "SIS"),), ()], [(), (UserId(identifier="7", type="SIS"),), ()]),
    ],
)
def test_column__gives_every_value_back_sealed_or_not(kind, raws, expected):
    expected = [value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for value in expected]
    column = column_for(kind, strings={})
    column.extend(raws[:2], start=0)
    column.extend(raws[2:], start=2)
    column.extend([], start=len(raws))

    assert expected == list(column)
    column.seal()
    assert expected == list(column)
    assert expected == [column[row] for row in range(len(raws))]


@pytest.mark.parametrize("numbers", [[range(300)], [range(200), range(100, 300), range(250)]])
def test_coded__more_values_than_a_byte_can_count(numbers):
    column = Coded(TEXT.read)
    texts = [[f"t{number}" for number in some] for some in numbers]
    for some in texts:
        column.extend(some, start=0)
    column.seal()

    assert [text for some in texts for text in some] == list(column)


def test_coded__more_raw_values_than_are_remembered(monkeypatch):
    monkeypatch.setattr(column, "_MOST_REMEMBERED", 2)
    found = Coded(TEXT.read)
    found.extend(["a", "b", "c", "a", "c"], start=0)

    assert (["a", "b", "c", "a", "c"], ["a", "b", "c"]) == (list(found), list(found.coded().values))


def test_coded__equal_values_are_one_object():
    column = Coded(TEXTS.read)
    column.extend([("a", ""), ("a",)], start=0)

    assert column[0] is column[1]


def test_links__hold_the_strings_of_the_table_that_they_refer_to():
    owned, other = (b"U1".decode() for _ in range(2))
    column = Links({owned: owned})
    column.extend([Ref(other), Ref("gone")], start=0)

    assert owned is not other
    assert owned is column[0]
    assert "gone" == column[1]


def test_moments__more_than_are_remembered():
    column = Moments(MOMENT)
    texts = [f"2026-08-01T00:00:00.{micro:06}Z" for micro in range(0, 999_999, 200)]
    column.extend(texts, start=0)

    assert texts == [moment.isoformat(timespec="microseconds").replace("+00:00", "Z") for moment in column]


def test_blank__keeps_nothing():
    column = Blank()
    column.extend(["secret-word", None], start=0)
    column.seal()

    assert ([None, None], None) == (list(column), column[0])


def test_sparse__absent_objects_are_not_one_shared_object():
    column = Sparse(OPEN.read)
    column.extend([None, None], start=0)
    column[0]["mine"] = 1

    assert {} == column[1]
