"""ClassLink on a recorded wire: the list of applications, and both ways to a district."""

import pytest

from oneroster_classlink import ClassLink
from oneroster_classlink.errors import NoDirectAccess

PARTNER_KEY = "sandbox-partner-key"


def test_classlink__lists_districts_and_reads_one_both_ways(url):
    with ClassLink(PARTNER_KEY, host=url, allow_hosts={"127.0.0.1"}) as classlink:
        districts = list(classlink.districts())
        own, *_, bare = districts
        with classlink.client(own) as proxied, classlink.direct_client(own) as direct:
            assert proxied.org("S1") == direct.org("S1")
        with pytest.raises(NoDirectAccess):
            classlink.direct_client(bare)

    assert [("2222", True), ("2223", False), ("2224", False), ("2225", True)] == [
        (each.tenant_id, each.is_active) for each in districts
    ]
