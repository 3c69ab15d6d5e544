"""Completeness is proven, not assumed."""

import pytest

from oneroster_classlink.errors import IncompletePull
from oneroster_classlink.models import LedgerEntry, Org
from oneroster_classlink.wire.proof import Batch, CollectionCertificate, End, Proof
from oneroster_classlink.wire.structs import row_of


def batch(*ids, received=None, **over):
    structs = [row_of(Org(sourced_id=sourced_id)) for sourced_id in ids]
    return Batch(structs=structs, received=len(ids) if received is None else received, **over)


def certificate_of(*batches):
    proof = Proof(collection="orgs")
    for found in batches:
        proof.add(found)
    return proof.certificate()


def entry(**over):
    return LedgerEntry(collection="orgs", index=0, sourced_id="S9", **over)


def test_certificate__says_all_that_was_seen():
    expected = CollectionCertificate(
        collection="orgs",
        rows=4,
        unique=3,
        lost=1,
        repaired=1,
        total_before=4,
        total_after=4,
        end=End.TOTAL,
        pages=2,
        retries=3,
        revision="r2",
        readings=2,
        rejoined=5,
    )
    first = batch(
        "S1",
        "S2",
        total=4,
        retries=1,
        revision="r1",
        rejoined=1,
        ledger=(entry(repairs=("date in another form @ $",)),),
    )
    last = batch(
        "S3",
        received=2,
        total=4,
        retries=2,
        revision="r2",
        end=End.TOTAL,
        ledger=(entry(problems=("missing @ $",)),),
        readings=2,
        rejoined=5,
    )

    assert expected == certificate_of(first, last)


def test_certificate__without_totals_an_empty_page_is_the_end():
    certificate = certificate_of(batch("S1"), batch(end=End.EMPTY_PAGE))

    assert (1, 2, None, None, End.EMPTY_PAGE) == (
        certificate.rows,
        certificate.pages,
        certificate.total_before,
        certificate.total_after,
        certificate.end,
    )


def test_certificate__more_rows_than_the_total_are_no_loss():
    """A server that counts zero and sends rows (Prism) gives a hint, not a proof."""
    assert 2 == certificate_of(batch("S1", total=0), batch("S2", total=0, end=End.EMPTY_PAGE)).rows


@pytest.mark.parametrize(
    ("totals", "before", "after"),
    [
        ([2, 3], 2, 3),
        ([None, 3], 3, 3),
        ([2, None], 2, 2),
        ([0, 2, None], 0, 2),
        ([2, 0], 2, 0),
        ([None, None], None, None),
    ],
)
def test_certificate__the_first_and_the_last_total_that_was_given(totals, before, after):
    """They are evidence for a reader: whether they agree is for the pull to judge, which knows if something moved."""
    batches = [batch(f"S{number}", total=total, end=End.LAST_ROW) for number, total in enumerate(totals)]
    certificate = certificate_of(*batches)

    assert (before, after) == (certificate.total_before, certificate.total_after)


@pytest.mark.parametrize("batches", [[], [batch("S1")], [batch("S1", end=End.TOTAL), batch("S2")]])
def test_certificate__raises_where_the_end_was_not_reached(batches):
    with pytest.raises(IncompletePull, match="the end was not reached") as caught:
        certificate_of(*batches)

    assert "orgs" == caught.value.collection


@pytest.mark.parametrize(
    ("batches", "twice"),
    [
        ([batch("S1", "S1")], 1),
        ([batch("S1", "S2"), batch("S2", "S3", "S1")], 2),
        ([batch("S1", "S1", distinct=True)], 0),
        ([batch("S1", distinct=True), batch("S1", distinct=True)], 0),
        ([batch("S1", distinct=True), batch("S1")], 0),
        ([batch("S1", "S2"), batch("S3")], 0),
    ],
)
def test_certificate__raises_for_rows_that_came_before_unless_the_source_has_looked(batches, twice):
    end = batch(end=End.EMPTY_PAGE)
    if not twice:
        assert End.EMPTY_PAGE == certificate_of(*batches, end).end
        return

    with pytest.raises(IncompletePull, match=f"{twice} rows came twice") as caught:
        certificate_of(*batches, end)
    assert "orgs" == caught.value.collection


def test_add__a_source_that_repeats_itself_for_ever_is_found_out():
    with pytest.raises(IncompletePull, match="7 rows came twice"):
        certificate_of(*[batch("S1")] * 100)


@pytest.mark.parametrize(
    ("certificate", "complete", "proves_absence"),
    [
        (certificate_of(batch("S1", end=End.WHOLE_LIST)), True, True),
        (
            certificate_of(batch("S1", received=2, end=End.WHOLE_LIST, ledger=(entry(problems=("missing",)),))),
            True,
            False,
        ),
        (certificate_of(batch("S1", end=End.WHOLE_LIST, ledger=(entry(repairs=("mended",)),))), True, True),
        (certificate_of(batch(end=End.NOT_SHARED)), False, False),
        (certificate_of(batch("S1", end=End.CHANGES)), True, False),
    ],
)
def test_proves_absence__complete_and_nothing_lost(certificate, complete, proves_absence):
    """A row that could not be read may be anyone's, so absence proves nothing beside it."""
    assert (complete, complete, proves_absence) == (
        certificate.shared,
        certificate.complete,
        certificate.proves_absence,
    )


@pytest.mark.parametrize("shown", [repr(batch("S1")), repr(Proof(collection="orgs"))], ids=["batch", "proof"])
def test_repr__shows_no_row(shown):
    assert "S1" not in shown
    assert "Repeats" not in shown
