"""Records are filled column by column and equal those that their class makes."""

from functools import cached_property

import attrs
import pytest

from oneroster_classlink.models import Enrollment, User
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.wire.records import Memo, column_readers, make_records
from oneroster_classlink.wire.structs import EXTENSIONS, blocks, row_of
from tests.records import make_user

MODELS = [found.model for found in COLLECTIONS.values()]


@pytest.mark.parametrize("model", MODELS)
def test_make_records__a_record_neither_converts_nor_validates(model):
    """Else setting its slots would not be the same as calling its class."""
    assert not hasattr(model, "__attrs_post_init__")
    assert not any(isinstance(found, cached_property) for found in vars(model).values())
    assert [] == [found.name for found in attrs.fields(model) if found.converter or found.validator]


def test_make_records__equals_what_the_class_makes():
    columns = {found.name: ["1", "2"] for found in attrs.fields(Enrollment)}

    made = make_records(Enrollment, columns)

    assert [Enrollment(**{name: values[row] for name, values in columns.items()}) for row in (0, 1)] == made
    assert hash(made[0]) == hash(Enrollment(**dict.fromkeys(columns, "1")))


def test_column_readers__read_every_field():
    fields = {found.name for found in attrs.fields(User)}

    assert fields == column_readers(User, keep_passwords=False).keys()


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 600])
def test_blocks__hold_every_row_once(count):
    records = [make_user(f"U{number}", extensions={"a": number}) for number in range(count)]

    found = list(blocks([row_of(record) for record in records], model=User))

    assert [f"U{number}" for number in range(count)] == [each for block in found for each in block["sourced_id"]]
    assert [{"a": number} for number in range(count)] == [each for block in found for each in block[EXTENSIONS]]


def test_memo__reads_each_once_while_they_are_few():
    read = []
    memo = Memo(lambda raw: read.append(raw) or -raw)

    assert [-1, -2, -1] == [memo[raw] for raw in (1, 2, 1)]
    assert [1, 2] == read


def test_memo__forgets_when_they_are_many():
    memo = Memo(lambda raw: -raw)

    assert [-raw for raw in range(10_000)] == [memo[raw] for raw in range(10_000)]
    assert len(memo) < 10_000
