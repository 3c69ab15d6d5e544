"""Columns keep one field of many rows and give each value back."""

import pytest

from oneroster_classlink.models.kinds import DAY, FLAG, ID, LABEL, OPEN, TEXT, TEXTS
from oneroster_classlink.snapshot.column import Coded, Plain, Sparse, column_for


@pytest.mark.parametrize(
    ("kind", "expected"), [(ID, Plain), (TEXT, Plain), (LABEL, Plain), (FLAG, Coded), (DAY, Coded), (OPEN, Sparse)]
)
def test_column_for__suits_the_kind(kind, expected):
    assert expected is type(column_for(kind))


@pytest.mark.parametrize(
    ("kind", "raws", "expected"),
    [
        (TEXT, ["a", "", None], ["a", None, None]),
        (FLAG, ["true", "false", "TRUE", True, None], [True, False, True, True, None]),
        (TEXTS, [("a",), None, ("a",)], [("a",), (), ("a",)]),
        (OPEN, [None, {"a": 1}, {}, None], [{}, {"a": 1}, {}, {}]),
    ],
)
def test_column__gives_every_value_back_sealed_or_not(kind, raws, expected):
    column = column_for(kind)
    column.extend(raws[:2], start=0)
    column.extend(raws[2:], start=2)
    column.extend([], start=len(raws))

    assert expected == list(column)
    column.seal()
    assert expected == list(column)
    assert expected == [column[row] for row in range(len(raws))]


def test_coded__more_values_than_a_byte_can_count():
    column = Coded(TEXT)
    texts = [f"t{number}" for number in range(300)]
    column.extend(texts, start=0)
    column.seal()

    assert texts == list(column)


def test_coded__equal_values_are_one_object():
    column = Coded(TEXTS)
    column.extend([("a", ""), ("a",)], start=0)

    assert column[0] is column[1]


def test_sparse__absent_objects_are_not_one_shared_object():
    column = Sparse(OPEN)
    column.extend([None, None], start=0)
    column[0]["mine"] = 1

    assert {} == column[1]
