"""A collection that is empty, where something must be expected."""

import pytest

from oneroster_classlink.errors import Forbidden, SuddenlyEmpty, UsageError
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.wire.proof import End
from tests.records import NOW, make_class, make_org, make_snapshot, make_user
from tests.snapshot.paged import DISTRICT, Paged

LAST = Snapshot.load(Paged(), now=NOW).certificate


def pull(rows, **options):
    return Snapshot.load(Paged(rows=DISTRICT | rows), now=NOW, **options)


def test_load__classes_and_users_without_enrollments_raise():
    with pytest.raises(
        SuddenlyEmpty, match=r"no enrollments, though there are classes and users.*allow_empty="
    ) as caught:
        pull({"enrollments": []})

    assert ("enrollments", None, 7) == (caught.value.collection, caught.value.before, caught.value.exit_status)


def test_load__no_enrollments_where_the_caller_says_so():
    assert 0 == len(pull({"enrollments": []}, allow_empty={"enrollments"}).enrollments)


@pytest.mark.parametrize("records", [[make_org(), make_class()], [make_org(), make_user()], [make_org()]])
def test_load__without_classes_or_users_no_enrollments_are_expected(records):
    assert 0 == len(make_snapshot(*records, allow_empty=()).enrollments)


@pytest.mark.parametrize("collection", [name for name, rows in DISTRICT.items() if rows])
def test_load__what_had_rows_last_time_may_not_be_empty(collection):
    rows = len(DISTRICT[collection])
    with pytest.raises(SuddenlyEmpty, match=f"no {collection}, though the last pull had {rows} rows") as caught:
        pull({collection: []}, last=LAST)

    assert (collection, rows) == (caught.value.collection, caught.value.before)
    assert 0 == pull({collection: []}, last=LAST, allow_empty=list(DISTRICT)).certificate.collections[collection].rows


def test_load__the_check_comes_before_the_next_collection_is_read():
    source = Paged(rows=DISTRICT | {"orgs": []})

    with pytest.raises(SuddenlyEmpty):
        Snapshot.load(source, now=NOW, last=LAST)
    assert [("orgs", 0)] == source.asked


def test_load__what_was_empty_last_time_may_be_empty():
    assert [] == DISTRICT["courses"]
    assert 5 == len(pull({}, last=LAST).users)


def test_load__a_collection_that_is_suddenly_not_shared_raises():
    class Closed(Paged):
        def batches(self, collection):
            if collection == "demographics":
                raise Forbidden(403, "/demographics")
            return super().batches(collection)

    with pytest.raises(SuddenlyEmpty, match="no demographics, though the last pull had 1 rows"):
        Snapshot.load(Closed(), now=NOW, last=LAST)

    allowed = Snapshot.load(Closed(), now=NOW, last=LAST, allow_empty={"demographics"})
    assert End.NOT_SHARED is allowed.certificate.collections["demographics"].end


def test_load__a_certificate_of_fewer_collections_is_compared_as_far_as_it_goes():
    last = type(LAST)(collections={"users": LAST.collections["users"]})

    assert 0 == len(pull({"demographics": []}, last=last).demographics)


@pytest.mark.parametrize("names", ["enrollments", {"enrolments"}, ["users", "Users"]])
def test_load__allow_empty_takes_names_of_collections(names):
    with pytest.raises(UsageError, match=", ".join(ROSTERING)):
        pull({}, allow_empty=names)
