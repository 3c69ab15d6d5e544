"""Pages as servers give them (quirks 7.9 to 7.14; ClassLink 5.5): every row once or an error, never a row less."""

import json

import pytest

from oneroster_classlink.errors import BadRequest, IncompletePull, ServerFault, UsageError
from tests.quirks.server import opening, serving
from tests.rest.fake import Said, client_of

ROWS = [f'{{"sourcedId": "U{number}"}}'.encode() for number in range(7)]
IDS = [f"U{number}" for number in range(7)]
USERS = opening("users")
PROXY = {
    "x-total-count": "7",
    "x-next-page-token": "",
    "x-obfuscated": "",
    "x-modified": "",
    "x-endpoint": "users",
    "x-page-generation-time-ms": "365",
    "x-host-name": "undefined",
}
REFUSED = b'{"imsx_codeMajor": "failure", "imsx_codeMinor": "invalid_sort_field"}'


def ids(answer, *, page_size=3, **options):
    client, adapter = client_of(answer, page_size=page_size, **options)
    return [user.sourced_id for user in client.users()], adapter


@pytest.mark.parametrize("rows", [ROWS, ROWS[:6], ROWS[:3], ROWS[:1], []], ids=len)
def test_quirk__7_9__no_header_counts_and_none_links(rows):
    assert IDS[: len(rows)] == ids(serving(*rows, before=USERS))[0]


@pytest.mark.parametrize("headers", [{}, {"X-Total-Count": "7"}, {"X-Total-Count": "7", "X-Count": "2"}], ids=len)
@pytest.mark.parametrize("most", [1, 2])
def test_quirk__7_10__a_limit_that_is_cut_without_a_word(most, headers):
    """Fewer rows than were asked for are no sign of an end."""
    headers = headers | ({"X-Count": str(most)} if "X-Count" in headers else {})

    assert IDS == ids(serving(*ROWS, before=USERS, most=most, headers=headers))[0]


@pytest.mark.parametrize("total", ["0", "1", "3", "", "many", "-1", "7.0"])
def test_quirk__7_11__a_count_that_is_wrong(total):
    """A total of 0 with rows in the body, as Prism says it, one that counts the page, and what is no number."""
    assert IDS == ids(serving(*ROWS, before=USERS, headers={"X-Total-Count": total}))[0]


@pytest.mark.parametrize(
    "headers",
    [
        {"Link": '<https://other.example/users?offset=9>; rel="next", </users?offset=1>; rel="last"'},
        {"Limit": "3", "Offset": "0", "Next": "https://other.example/next", "Previous": "", "Result-Count": "3"},
        {"Link": "garbage"},
    ],
    ids=["link", "own", "garbage"],
)
def test_quirk__7_12__links_are_not_followed(headers):
    """A next page that is named on the last one too, and a last page that is none."""
    found, adapter = ids(serving(*ROWS, before=USERS, headers=headers))

    assert IDS == found
    assert {"/ims/oneroster/v1p1/users"} == {one.path for one in adapter.asked}


@pytest.mark.parametrize("headers", [{}, {"X-Total-Count": "7"}], ids=["uncounted", "counted"])
def test_quirk__7_13__an_offset_taken_for_a_page_number(headers):
    """Such a server skips rows, which must not go unnoticed."""

    def answer(asked):
        offset, limit = int(asked.asks["offset"]), int(asked.asks["limit"])
        rows = ROWS[offset * limit : offset * limit + limit]
        return Said(USERS + b", ".join(rows) + b"]}", headers=headers)

    with pytest.raises(IncompletePull):
        ids(answer)


def test_quirk__7_14__sort_and_order_go_together():
    """A server that takes no sort without orderBy is content, and the order is the same on every page."""

    def answer(asked):
        if "sort" in asked.asks and "orderBy" not in asked.asks:
            return Said(REFUSED, status=400)
        return serving(*ROWS, before=USERS)(asked)

    found, adapter = ids(answer)

    assert IDS == found
    assert {("sourcedId", "asc")} == {(one.asks["sort"], one.asks["orderBy"]) for one in adapter.asked}


def test_quirk__7_14__a_server_that_cannot_sort_is_read_in_its_own_order():
    def answer(asked):
        return Said(REFUSED, status=400) if "sort" in asked.asks else serving(*ROWS, before=USERS)(asked)

    assert IDS == ids(answer)[0]


def test_quirk__7_14__a_sort_that_the_caller_chose_is_refused_aloud():
    client, _ = client_of(lambda _: Said(REFUSED, status=400))
    with pytest.raises(BadRequest) as caught:
        list(client.users(sort="familyName"))

    assert "invalid_sort_field" == caught.value.code


def test_quirk__5_5_1__pages_are_sized_and_never_above_10_000():
    """The server's own page is 100; so every request says how much it wants."""
    _, adapter = ids(serving(*ROWS, before=USERS), page_size=10_000)

    assert "10000" == adapter.asked[0].asks["limit"]
    assert all(1 <= int(asked.asks["limit"]) <= 10_000 for asked in adapter.asked)
    with pytest.raises(UsageError):
        client_of(serving(*ROWS, before=USERS), page_size=10_001)


def test_quirk__5_5_2__a_clamp_at_the_ceiling_does_not_look_like_a_last_page():
    """Neither at ClassLink's own page of 100 nor below the size that was asked for."""
    rows = [f'{{"sourcedId": "U{number:03}"}}'.encode() for number in range(205)]
    found, _ = ids(serving(*rows, before=USERS, most=100), page_size=10_000)

    assert [json.loads(row)["sourcedId"] for row in rows] == found


@pytest.mark.parametrize("count", ["x-count", "x-returned-count", "X-COUNT", None])
def test_quirk__5_5_3__the_headers_of_the_proxy(count):
    """In lower case, some empty, and the page's count under its older name or missing."""

    def answer(asked):
        offset, limit = int(asked.asks["offset"]), int(asked.asks["limit"])
        rows = ROWS[offset : offset + limit]
        headers = PROXY if count is None else {**PROXY, count: str(len(rows))}
        return Said(USERS + b", ".join(rows) + b"]}", headers=headers)

    assert IDS == ids(answer)[0]


@pytest.mark.parametrize(
    ("headers", "expected"), [({}, None), ({"x-perm-rev": ""}, None), ({"x-perm-rev": "r7"}, "r7")]
)
def test_quirk__5_5_4__a_revision_mark_is_carried_where_there_is_one(headers, expected):
    client, _ = client_of(serving(*ROWS, before=USERS, headers=headers), page_size=3)

    assert {expected} == {batch.revision for batch in client.batches("users")}


def test_quirk__5_5_5__a_link_to_another_host_is_never_followed():
    link = {"Link": '<https://certs-nj-v2.rosterserver.com/ims/oneroster/v1p1/users?offset=3>; rel="next"'}
    found, adapter = ids(serving(*ROWS, before=USERS, headers=link))

    assert IDS == found
    assert {"/ims/oneroster/v1p1/users"} == {asked.path for asked in adapter.asked}


def test_quirk__5_5_6__the_order_is_always_asked_for():
    _, adapter = ids(serving(*ROWS, before=USERS))

    assert all("sort=sourcedId&orderBy=asc" in asked.query for asked in adapter.asked)


@pytest.mark.parametrize("rows", [ROWS, ROWS[:6], ROWS[:1], []], ids=len)
@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("width", [1, 4])
def test_quirk__5_5_7__rules_to_stop_by(rows, counted, width):
    headers = {"x-total-count": str(len(rows))} if counted else {}

    assert IDS[: len(rows)] == ids(serving(*rows, before=USERS, headers=headers), in_flight=width)[0]


@pytest.mark.parametrize("counted", [True, False], ids=["counted", "uncounted"])
@pytest.mark.parametrize(
    ("move", "stay"),
    [(lambda rows: rows[1:], IDS[1:]), (lambda rows: [b'{"sourcedId": "T9"}', *rows], IDS)],
    ids=["removed", "inserted"],
)
def test_quirk__5_5_8__rows_that_move_between_pages_are_found_or_refused(move, stay, counted):
    """What existed during the whole pull comes exactly once, or the pull says that it is not complete."""
    rows = list(ROWS)

    def answer(asked):
        offset, limit = int(asked.asks["offset"]), int(asked.asks["limit"])
        part, headers = rows[offset : offset + limit], {"x-total-count": str(len(rows))} if counted else {}
        if offset == 0 and len(rows) == len(ROWS):
            rows[:] = move(rows)
        return Said(USERS + b", ".join(part) + b"]}", headers=headers)

    try:
        found = ids(answer, in_flight=1)[0]
    except IncompletePull as refused:
        found = refused

    assert isinstance(found, IncompletePull) or (set(stay) <= set(found) and len(set(found)) == len(found))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_quirk__5_5_9__a_server_in_trouble_is_asked_again(status):
    troubles = [Said(b"<h1>Bad Gateway</h1>", status=status)] * 2

    def answer(asked):
        return troubles.pop() if troubles else serving(*ROWS, before=USERS)(asked)

    found, adapter = ids(answer)

    assert IDS == found
    assert 3 <= len(adapter.asked)


def test_quirk__5_5_9__a_trouble_that_lasts_is_an_error():
    client, _ = client_of(lambda _: Said(b"", status=503))
    with pytest.raises(ServerFault) as caught:
        list(client.users())

    assert 503 == caught.value.status


def test_quirk__5_5_10__a_slow_page_is_waited_for():
    """A page takes ClassLink from 0.4 to 12 seconds."""
    _, adapter = ids(serving(*ROWS, before=USERS))

    assert {True} == {settings["timeout"][1] >= 60 for settings in adapter.settings}
