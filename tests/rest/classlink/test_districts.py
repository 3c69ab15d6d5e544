"""The list of applications: rows, pages, the end, who is found in it."""

import json
import logging

import pytest

from oneroster_classlink import errors
from oneroster_classlink.rest import Retry
from oneroster_classlink.rest.classlink import HOST, NEWER_HOST, ClassLink, District
from oneroster_classlink.rest.classlink.district import Malformed, read_district
from tests.rest.fake import Said, scripted, session_of

KEY = "made-up-partner-key"
ROW = {
    "id": 12345,
    "application_id": 67890,
    "tenant_id": 2222,
    "bearer": "5a4db0c5-0000-4000-8000-000000000001",
    "tenant_name": "Made-up District",
    "enabled": "true",
    "tenant_status": "Active",
    "oneroster_application_id": "MoYPlyQWmG0%3D",
    "name": "App",
    "version": "",
    "more": {},
}


def rows(count, *, start=0):
    return [{**ROW, "tenant_id": n, "oneroster_application_id": f"app{n}%3D"} for n in range(start, start + count)]


def say(found, **more):
    return Said(json.dumps({"status": 1, "applications": found, **more}).encode())


def partner_of(answer, **options):
    session, adapter = session_of(answer)
    given = {"sleep": lambda _: None, "retry": Retry(random=lambda: 0.0)}
    return ClassLink(KEY, session=session, **{**given, **options}), adapter


def paging(found, *, most=10_000):
    def answer(asked):
        offset, limit = int(asked.asks["offset"]), min(int(asked.asks["limit"]), most)
        return say(found[offset : offset + limit])

    return answer


def ids(partner):
    return [district.tenant_id for district in partner.districts()]


def test_read_district__a_row_as_it_was_captured():
    district = read_district(ROW)

    assert (
        District(
            tenant_id="2222",
            tenant_name="Made-up District",
            name="App",
            enabled=True,
            status="Active",
            oneroster_application_id="MoYPlyQWmG0%3D",
            bearer=ROW["bearer"],
        )
        == district
    )
    assert ROW["bearer"] not in repr(district)


@pytest.mark.parametrize(
    ("expected", "changed"),
    [
        (True, {"enabled": True}),
        (True, {"enabled": "True", "tenant_status": "active"}),
        (True, {"enabled": 1}),
        (False, {"enabled": "false"}),
        (False, {"enabled": False}),
        (False, {"enabled": None}),
        (False, {"tenant_status": "Inactive"}),
        (False, {"tenant_status": None}),
    ],
)
def test_read_district__active(expected, changed):
    assert expected is read_district({**ROW, **changed}).is_active


def test_read_district__numbers_or_texts_and_what_is_missing():
    district = read_district({"tenant_id": " 7 ", "oneroster_application_id": 12, "bearer": None})

    assert ("7", "12", "", "", False) == (
        district.tenant_id,
        district.oneroster_application_id,
        district.bearer,
        district.name,
        district.enabled,
    )


@pytest.mark.parametrize("bearer", ["two words", "naïve", "line\nbreak", ["x"]])
def test_read_district__a_bearer_that_cannot_stand_in_a_header(bearer):
    assert "" == read_district({**ROW, "bearer": bearer}).bearer


@pytest.mark.parametrize(
    "row",
    [
        None,
        "text",
        {**ROW, "tenant_id": None},
        {**ROW, "tenant_id": ""},
        {**ROW, "tenant_id": [1]},
        *(
            {**ROW, "oneroster_application_id": id_}
            for id_ in (None, "", "a/b", "..", ".", "%2E", "%2e.", ".%2E", "%2E%2e", "a?b", "a#b", "a b", "%3", "a\nb")
        ),
    ],
)
def test_read_district__malformed(row):
    with pytest.raises(Malformed) as caught:
        read_district(row)
    assert ROW["bearer"] not in str(caught.value)


@pytest.mark.parametrize("most", [2, 3, 10_000])
def test_districts__every_page_begins_with_the_last_row_of_the_one_before(most):
    partner, adapter = partner_of(paging(rows(7), most=most), page_size=5)

    assert [str(n) for n in range(7)] == ids(partner)
    assert {f"Bearer {KEY}"} == {asked.headers["Authorization"] for asked in adapter.asked}
    assert {"/applications"} == {asked.path for asked in adapter.asked}
    assert ["limit=5&offset=0", f"limit=5&offset={min(most, 5) - 1}"] == [asked.query for asked in adapter.asked][:2]
    assert "limit=5&offset=6" == adapter.asked[-1].query


def leaving(count, *, most, leaves):
    """Answer pages of a list from which, before the request of a number, the row of an index leaves."""
    live, asked_before = rows(count), []

    def answer(asked):
        asked_before.append(asked)
        for index in leaves.get(len(asked_before), ()):
            del live[index]
        return paging(live, most=most)(asked)

    return answer


@pytest.mark.parametrize(
    ("leaves", "gone"),
    [({2: [3]}, {3}), ({2: [0, 0]}, {0, 1}), ({2: [9]}, {9}), ({3: [3], 5: [0]}, {3, 0}), ({2: [24]}, {24})],
    ids=["one before", "two before", "the last that came", "in two readings", "one that was still to come"],
)
def test_districts__one_leaves_between_two_pages(leaves, gone):
    """Every later row moves up by one, and none of them is lost."""
    partner, _ = partner_of(leaving(25, most=10, leaves=leaves))
    found = ids(partner)

    assert {str(n) for n in range(25)} - {str(n) for n in gone} <= set(found)
    assert len(found) == len(set(found))
    assert sorted(found, key=int) == found


def test_district__found_though_another_left_meanwhile():
    partner, _ = partner_of(leaving(250, most=100, leaves={2: [3]}))

    assert "app100%3D" == partner.district(tenant_id=100).oneroster_application_id


def test_districts__rows_that_leave_at_every_reading():
    live = rows(2_000)

    def answer(asked):
        del live[:2]
        return paging(live, most=100)(asked)

    partner, _ = partner_of(answer)
    with pytest.raises(errors.IncompletePull, match="rows left it each time"):
        ids(partner)


def test_districts__the_list_shrinks_below_what_came():
    """What stays moved before the place that is asked for next."""
    partner, _ = partner_of(leaving(25, most=10, leaves={2: [0] * 17}))

    assert {str(n) for n in range(17, 25)} <= set(ids(partner))


@pytest.mark.parametrize("count", [1, 2, 7])
def test_districts__a_server_that_knows_no_paging_gave_all(count):
    partner, adapter = partner_of(lambda _: say(rows(count)))

    assert count == len(ids(partner))
    assert ["limit=1000&offset=0", f"limit=1000&offset={max(1, count - 1)}", "limit=1&offset=0"][
        : 3 if count > 1 else 2
    ] == [asked.query for asked in adapter.asked]


def test_districts__a_server_that_ignores_the_offset_may_hide_more():
    partner, _ = partner_of(lambda asked: say(rows(630)[: min(int(asked.asks["limit"]), 100)]))

    with pytest.raises(errors.IncompletePull, match="a full page repeats"):
        ids(partner)


def test_districts__a_row_comes_once_though_its_bearer_changes():
    again = say([{**rows(3)[2], "bearer": "new"}, *rows(1, start=3)])
    partner, _ = partner_of(scripted(say(rows(3)), again, say(rows(1, start=3))))

    assert ["0", "1", "2", "3"] == ids(partner)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b'{"tenant_id": NaN}', "it cannot be read"),
        (b'{"tenant_id": "\xff"}', "it cannot be read"),
        (b'{"tenant_id": 1e999}', "it cannot be read"),
        (b"[" * 100_000 + b"]" * 100_000, "it cannot be read"),
        (b'{"bearer": 1' + b"0" * 40 + b"}", "it has no tenant_id"),
    ],
    ids=["NaN", "no Unicode", "out of range", "deep", "a large number"],
)
def test_districts__a_row_that_cannot_be_read_is_the_only_one_lost(caplog, bad, why):
    good = [json.dumps(row).encode() for row in rows(2)]

    def answer(asked):
        found = [good[0], bad, good[1]][int(asked.asks["offset"]) :]
        return Said(b'{"status": 1, "applications": [' + b", ".join(found) + b"]}")

    partner, _ = partner_of(answer)
    with caplog.at_level(logging.WARNING):
        assert ["0", "1"] == ids(partner)
    assert [f"row 1 of /applications was left out: {why}"] == [record.message for record in caplog.records]


def test_districts__a_row_that_cannot_be_read_is_the_last_one():
    """The next page begins with it."""
    good = [json.dumps(row).encode() for row in rows(2)]
    partner, adapter = partner_of(
        lambda asked: Said(
            b'{"applications": [' + b" , ".join([*good, b'{"a": NaN}'][int(asked.asks["offset"]) :]) + b"]}"
        )
    )

    assert ["0", "1"] == ids(partner)
    assert 2 == len(adapter.asked)


def test_districts__a_byte_order_mark():
    def answer(asked):
        return Said(b"\xef\xbb\xbf" + paging(rows(3))(asked).body)

    assert ["0", "1", "2"] == ids(partner_of(answer)[0])


@pytest.mark.parametrize("body", [b"NaN", b"[NaN]", b'{"applications": [NaN', b'{"applications": NaN}', b"["])
def test_districts__no_list_that_could_be_cut_apart(body):
    partner, _ = partner_of(lambda _: Said(body))

    with pytest.raises(errors.BrokenBody):
        ids(partner)


def test_districts__an_answer_nested_too_deeply_is_not_asked_for_again():
    partner, adapter = partner_of(lambda _: Said(b'{"other": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"))

    with pytest.raises(errors.NotOneRoster, match="nested too deeply"):
        ids(partner)
    assert 1 == len(adapter.asked)


def test_districts__two_tenants_with_one_application_id(caplog):
    first, second = rows(2)
    partner, _ = partner_of(paging([first, {**second, "oneroster_application_id": first["oneroster_application_id"]}]))
    with caplog.at_level(logging.WARNING):
        assert ["0"] == ids(partner)

    assert [
        "row 1 of /applications was left out: an earlier row of another tenant has its oneroster_application_id"
    ] == [record.message for record in caplog.records]


def test_districts__a_malformed_row_is_left_out_and_logged(caplog):
    partner, _ = partner_of(paging([rows(1)[0], {"bearer": "5ecret"}, "odd", *rows(1, start=1)]))
    with caplog.at_level(logging.DEBUG):
        assert ["0", "1"] == ids(partner)

    assert [
        "row 1 of /applications was left out: it has no tenant_id",
        "row 2 of /applications was left out: it is no object",
    ] == [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert not any(secret in caplog.text for secret in ("5ecret", KEY, ROW["bearer"]))


@pytest.mark.parametrize(("found", "expected"), [(ROW, ["2222"]), (None, []), ([], [])])
def test_districts__one_object_or_none(found, expected):
    """ClassLink's published sample shows one object."""
    partner, _ = partner_of(scripted(say(found), say([])))

    assert expected == ids(partner)


@pytest.mark.parametrize("body", [b"[]", b'{"status": 1}', b"7"])
def test_districts__no_list_of_applications(body):
    partner, _ = partner_of(lambda _: Said(body))

    with pytest.raises(errors.NotOneRoster):
        ids(partner)


def test_districts__what_failed_for_a_while_is_asked_again():
    partner, adapter = partner_of(scripted(Said(status=503), Said(b'{"applica'), say(rows(1)), say([])))

    assert ["0"] == ids(partner)
    assert 4 == len(adapter.asked)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, errors.PartnerRefused),
        (403, errors.PartnerRefused),
        (302, errors.Redirected),
    ],
)
def test_districts__refused(status, error):
    partner, adapter = partner_of(lambda _: Said(status=status, headers={"Location": "https://elsewhere.example/"}))

    with pytest.raises(error):
        ids(partner)
    assert 1 == len(adapter.asked)


def test_districts__a_refusal_that_asks_for_a_pause():
    partner, adapter = partner_of(scripted(Said(status=403, headers={"Retry-After": "1"}), say(rows(1)), say([])))

    assert ["0"] == ids(partner)
    assert 3 == len(adapter.asked)


def test_districts__throttled_to_the_end():
    partner, _ = partner_of(lambda _: Said(status=403, headers={"Retry-After": "1"}))

    with pytest.raises(errors.Throttled):
        ids(partner)


def test_districts__a_refused_key_is_compared_in_the_partner_portal():
    partner, _ = partner_of(lambda _: Said(status=401))

    with pytest.raises(
        errors.PartnerRefused, match=r"^The server answered /applications with status 401\. .*Partner Portal"
    ):
        ids(partner)


@pytest.mark.parametrize("asks", [{"tenant_id": 2}, {"tenant_id": "2"}, {"application_id": "app2%3D"}])
def test_district__by_either_id(asks):
    partner, _ = partner_of(paging(rows(4)))

    assert "app2%3D" == partner.district(**asks).oneroster_application_id


def test_district__not_in_the_list():
    partner, _ = partner_of(paging(rows(1)))

    with pytest.raises(errors.DistrictNotShared, match="district 9 cannot be read: it is not in the list") as caught:
        partner.district(tenant_id=9)
    assert "9" == caught.value.district
    with pytest.raises(errors.DistrictNotShared, match="district asked for cannot"):
        partner.district(tenant_id="some body\n")


@pytest.mark.parametrize("asks", [{}, {"tenant_id": 1, "application_id": "a"}])
def test_district__one_id(asks):
    partner, _ = partner_of(paging(rows(1)))

    with pytest.raises(errors.UsageError):
        partner.district(**asks)


def test_district__of_several_of_a_tenant_the_active_one():
    off, on, other = ({**ROW, "oneroster_application_id": f"a{n}", "enabled": n > 0} for n in range(3))
    partner, _ = partner_of(paging([off, on]))
    unclear, _ = partner_of(paging([off, on, other]))

    assert "a1" == partner.district(tenant_id=2222).oneroster_application_id
    with pytest.raises(errors.UsageError, match="several active"):
        unclear.district(tenant_id=2222)


@pytest.mark.parametrize(
    "options",
    [
        {"host": "http://proxy.example"},
        {"host": "https://key@proxy.example"},
        {"path_form": "other"},
        {"page_size": 0},
        {"page_size": 1},
        {"page_size": True},
        {"page_size": 10_001},
        {"page_size": "5"},
        {"retry": 3},
        {"sleep": None},
        {"resolve": None},
        {"allow_hosts": "127.0.0.1"},
        {"allow_hosts": [127]},
        {"allow_hosts": 5},
        {"allow_hosts": None},
        {"timeout": 0},
        {"session": "none"},
    ],
)
def test_classlink__what_cannot_be_meant(options):
    with pytest.raises(errors.UsageError):
        ClassLink(KEY, **options)


def test_classlink__a_blank_key():
    with pytest.raises(errors.UsageError):
        ClassLink("")


def test_classlink__its_hosts_and_its_repr():
    with ClassLink(KEY) as partner, ClassLink(KEY, host=NEWER_HOST) as newer:
        assert (f"ClassLink({HOST})", f"ClassLink({NEWER_HOST})") == (repr(partner), repr(newer))


def test_close__leaves_a_given_session_open():
    session, adapter = session_of(lambda _: say([]))
    closed = []
    adapter.close = lambda: closed.append(True)
    with ClassLink(KEY, session=session):
        pass

    assert [] == closed
