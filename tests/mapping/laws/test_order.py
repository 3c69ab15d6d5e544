"""The law of order: in which order records come decides nothing."""

from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.mapping import Policy, compare
from tests.mapping.laws.districts import MODEST, districts


@MODEST
@given(districts(), st.randoms(use_true_random=False))
def test_mapping__does_not_depend_on_the_order_of_records(district, order):
    shuffled = order.sample(district.records, len(district.records))
    one, other = district.mapped(), district.mapped(shuffled)

    assert one == other
    assert list(one.findings) == list(other.findings)
    assert dict(one.decisions) == dict(other.decisions)
    assert one.coverage == other.coverage


@MODEST
@given(districts(hosted=False), st.randoms(use_true_random=False))
def test_compare__does_not_depend_on_the_order_of_records(district, order):
    shuffled = order.sample(district.records, len(district.records))
    one, other = (compare(district.snapshot(each), Policy(), district.policy) for each in (district.records, shuffled))

    assert one == other
    assert str(one) == str(other)
