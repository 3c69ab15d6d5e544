"""The order of day and month: what shows it, and what does not."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.kinds import Order
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.decode.order import Seen


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], None),
        (["3/4/2012", "05/05/2012", "13.04.2012", "2012-04-13", "", None, 7], None),
        (["13/4/2012"], Order.DAY_FIRST),
        (["3/4/2012", "13-4-2012"], Order.DAY_FIRST),
        (["4/13/2012", "4/14/2012"], Order.MONTH_FIRST),
        (["4/13/2012", "13/4/2012"], None),
    ],
)
def test_after__one_order_alone_is_one_to_read_by(dates, expected):
    assert expected == Seen().after(dates).order


def test_after__a_contradiction_lasts():
    seen = Seen().after(["4/13/2012"]).after(["13/4/2012"]).after(["4/13/2012"] * 9)

    assert seen.order is None


@settings(max_examples=60, deadline=None)
@given(days=st.lists(st.dates(), min_size=1, max_size=6), form=st.sampled_from(["{0:%d/%m/}{1}", "{0:%m/%d/}{1}"]))
def test_page__no_date_of_a_server_that_keeps_to_one_order_is_misread(days, form):
    """Each is read right or left out; and all are read right where one of them shows the order."""
    texts = [form.format(day, f"{day.year:04}") for day in days]
    rows = [{"sourcedId": f"U{place}", "birthDate": text} for place, text in enumerate(texts)]
    decoder = Decoder(collection=COLLECTIONS["demographics"])
    page = decoder.page(json.dumps(rows).encode(), path="/demographics")
    found = [person.birth_date for person in decoder.records(page.structs)]
    is_shown = any(day.day > 12 for day in days)

    assert [day if is_shown or day.day == day.month else None for day in days] == found
