"""Rows that came twice are counted, however many come."""

from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.wire.pull.repeats import Repeats


@settings(max_examples=50, deadline=None)
@given(ids=st.lists(st.text(max_size=2), max_size=30), cut=st.integers(0, 30))
def test_count__every_id_beyond_its_first_time(ids, cut):
    came = Repeats()
    came.add(ids[:cut])
    came.add(ids[cut:])

    assert len(ids) - len(set(ids)) == came.count()


def test_count__of_many_and_again_after_more():
    came = Repeats()
    came.add([*map(str, range(500)), *map(str, range(40))])

    assert 40 == came.count()
    came.add(["1", "new"])
    assert 41 == came.count()


def test_is_due__when_eight_times_as_many_came():
    came = Repeats()
    due = []
    for number in range(10):
        came.add([str(number)])
        due.append(came.is_due)
        if came.is_due:
            came.count()

    assert [True, *[False] * 6, True, False, False] == due
