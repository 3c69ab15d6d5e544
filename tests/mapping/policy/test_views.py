"""Records as predicates see them."""

import pytest

from oneroster_classlink.mapping.policy.views import FactsView, RowView, SeatView, UnknownField
from oneroster_classlink.models import Role, Status
from tests.records import make_class, make_enrollment, make_org, make_snapshot, make_user


def make_district():
    return make_snapshot(
        make_org(),
        make_class("C1", metadata={"track": "A"}),
        make_class("C2", status=Status.TOBEDELETED),
        make_user("U1", grades=("05",), role="student"),
        make_enrollment("E1"),
    )


def test_row_view__reads_the_fields_of_the_row_it_is_turned_to():
    view = RowView(make_district().classes)

    assert ("C1", True) == (view.at(0).sourced_id, view.is_active)
    assert ("C2", False) == (view.at(1).sourced_id, view.is_active)


def test_row_view__tells_what_a_record_tells():
    view = RowView(make_district().users).at(0)

    assert (Role.STUDENT, ("S1",), True) == (view.role, view.orgs, view.is_active)


@pytest.mark.parametrize("name", ["nickname", "password", "role", "orgs"])
def test_row_view__knows_no_other_field(name):
    with pytest.raises(UnknownField, match=f"a read of '{name}'"):
        getattr(RowView(make_district().classes).at(0), name)


def test_seat_view__joins_the_user_and_the_class():
    district = make_district()
    view = SeatView(district.enrollments, users=district.users, classes=district.classes)
    view.join(0, user=0, klass=0)

    assert (Role.STUDENT, ("05",), "C1") == (view.role, view.user.grades, view.klass.sourced_id)
    view.join(0, user=None, klass=None)
    assert (None, None) == (view.user, view.klass)


def test_facts_view__knows_what_is_declared():
    view = FactsView({"role": "student", "user.grades": ("05",), "klass.metadata.track": "A", "metadata.x": 1})

    assert ("student", ("05",)) == (view.role, view.user.grades)
    assert ("A", 1) == (view.klass.metadata["track"], view.metadata.get("x"))
    assert {"a": 1} == FactsView({"metadata": {"a": 1}}).metadata


@pytest.mark.parametrize(
    "read",
    [
        lambda view: view.primary,
        lambda view: view.user.email,
        lambda view: view.klass,
        lambda view: view.user.metadata.get("other"),
        lambda view: list(view.user.metadata),
        lambda view: len(view.user.metadata),
    ],
)
def test_facts_view__refuses_what_is_not_declared(read):
    view = FactsView({"role": "student", "user.grades": ("05",), "user.metadata.x": 1})

    with pytest.raises(UnknownField, match="its reads"):
        read(view)
