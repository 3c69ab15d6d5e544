"""Completeness is proven, not assumed."""

import pytest

from oneroster_classlink.errors import IncompletePull
from oneroster_classlink.models import LedgerEntry, Org
from oneroster_classlink.wire.proof import Batch, CollectionCertificate, End, Proof, prove
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
    )
    first = batch("S1", "S2", total=4, retries=1, revision="r1", ledger=(entry(repairs=("date in another form @ $",)),))
    last = batch(
        "S3", received=2, total=4, retries=2, revision="r2", end=End.TOTAL, ledger=(entry(problems=("missing @ $",)),)
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
    ("batches", "problem"),
    [
        ([batch("S1", "S1", end=End.TOTAL)], "1 rows came twice"),
        ([batch("S1", "S2"), batch("S2", "S1", end=End.TOTAL)], "2 rows came twice"),
        ([batch("S1", total=2), batch("S2", total=3, end=End.EMPTY_PAGE)], "counted 2 rows at first and 3 at the end"),
        ([batch("S1", total=2, end=End.EMPTY_PAGE)], "1 of 2 rows came"),
        ([batch("S1")], "the end was not reached"),
        ([], "the end was not reached"),
    ],
)
def test_prove__raises_unless_everything_came_once(batches, problem):
    with pytest.raises(IncompletePull, match=problem) as caught:
        list(prove(iter(batches), collection="orgs"))

    assert "orgs" == caught.value.collection


def test_prove__passes_the_batches_on():
    batches = [batch("S1"), batch("S2", end=End.EMPTY_PAGE)]

    assert batches == list(prove(iter(batches), collection="orgs"))


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
    ],
)
def test_proves_absence__complete_and_nothing_lost(certificate, complete, proves_absence):
    """A row that could not be read may be anyone's, so absence proves nothing beside it."""
    assert (complete, proves_absence) == (certificate.complete, certificate.proves_absence)


def test_batch__its_repr_shows_no_row():
    assert "Batch(ledger=(), received=1, total=None, retries=0, revision=None, end=None)" == repr(batch("S1"))
