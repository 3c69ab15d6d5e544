"""How many odd rows are borne: the larger of a share and a count, or none."""

import pytest

from oneroster_classlink.errors import OddRow, TooManyBadRows
from oneroster_classlink.models import LedgerEntry
from oneroster_classlink.wire.proof import CollectionCertificate, End
from oneroster_classlink.wire.tolerance import Tolerance, check_strict


@pytest.mark.parametrize(
    ("rows", "lost_rows", "tolerance", "is_borne"),
    [
        (100, 10, Tolerance(), True),
        (100, 11, Tolerance(), False),
        (1000, 20, Tolerance(), True),
        (1000, 21, Tolerance(), False),
        (100, 1, Tolerance(share=0, count=0), False),
        (100, 0, Tolerance(share=0, count=0), True),
        (100, 50, Tolerance(share=0.5, count=0), True),
        (3, 3, Tolerance(), False),
        (0, 0, Tolerance(), True),
    ],
)
def test_tolerance__the_larger_of_share_and_count(rows, lost_rows, tolerance, is_borne):
    certificate = CollectionCertificate(
        collection="users", rows=rows, unique=rows - lost_rows, lost=lost_rows, end=End.TOTAL, pages=1
    )

    if is_borne:
        assert tolerance.check(certificate) is None
    else:
        with pytest.raises(TooManyBadRows, match=f"{lost_rows} of {rows} rows cannot be read"):
            tolerance.check(certificate)


@pytest.mark.parametrize(
    ("tolerance", "lost", "rows", "total", "is_borne"),
    [
        (Tolerance(), 11, 100, None, True),
        (Tolerance(), 11, 100, 0, True),
        (Tolerance(), 11, 100, 100, True),
        (Tolerance(), 11, 100, 550, True),
        (Tolerance(), 11, 100, 549, False),
        (Tolerance(share=0, count=10), 11, 100, None, False),
        (Tolerance(share=0, count=10), 10, 100, None, True),
        (Tolerance(share=0, count=10), 11, 100, 9_999_999, False),
    ],
)
def test_check_so_far__fails_only_where_the_end_must_fail(tolerance, lost, rows, total, is_borne):
    if is_borne:
        assert tolerance.check_so_far("users", lost=lost, rows=rows, total=total) is None
    else:
        with pytest.raises(TooManyBadRows, match=f"^The pull of users is not complete: {lost} of"):
            tolerance.check_so_far("users", lost=lost, rows=rows, total=total)


def test_check_strict__nothing_odd():
    assert check_strict(()) is None


@pytest.mark.parametrize(
    ("sourced_id", "problems", "repairs", "sentence"),
    [
        ("U1", ("missing @ $.a",), (), r"row 4 of users \(U1\): missing @ \$\.a\. "),
        (None, ("missing @ $.a", "not an object @ $"), (), r"row 4 of users: missing @ \$\.a; not an object @ \$\. "),
        (None, (), ("a header row left out @ $",), r"row 4 of users: a header row left out @ \$\. "),
    ],
)
def test_check_strict__the_first_entry_raises(sourced_id, problems, repairs, sentence):
    entry = LedgerEntry(collection="users", index=4, sourced_id=sourced_id, problems=problems, repairs=repairs)
    other = LedgerEntry(collection="users", index=5, sourced_id="U7", problems=("other",))

    with pytest.raises(OddRow, match=sentence) as caught:
        check_strict((entry, other))

    assert (4, sourced_id, problems + repairs) == (caught.value.index, caught.value.sourced_id, caught.value.problems)
