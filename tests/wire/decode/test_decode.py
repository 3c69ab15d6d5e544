"""Pages by bytes: every envelope, both lanes, and what is no page at all."""

import json
from datetime import date

import pytest

from oneroster_classlink.errors import BrokenBody, NotOneRoster
from oneroster_classlink.models import Class, Enrollment, Role, Status, User
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.wire.decode import Decoder, decode_single

ORG = {"sourcedId": "S1", "status": "active", "name": "North", "type": "school"}
SEAT = {"sourcedId": "E1", "user": {"sourcedId": "U1"}, "class": {"sourcedId": "C1"}, "role": "student"}


def decoder_of(name, **options):
    return Decoder(collection=COLLECTIONS[name], **options)


def page(name, body, *, start=0):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return decoder_of(name).page(body, path=f"/{name}", start=start)


def records(name, body, **options):
    return list(decoder_of(name, **options).records(page(name, body).structs))


def ids(name, body):
    return [record.sourced_id for record in records(name, body)]


def said(rows):
    return [(entry.index, entry.sourced_id, entry.problems, entry.repairs) for entry in rows.ledger]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("orgs", {"orgs": [ORG]}),
        ("orgs", {"schools": [ORG]}),
        ("orgs", {"org": [ORG]}),
        ("orgs", [ORG]),
        ("orgs", b'\xef\xbb\xbf{"orgs": [{"sourcedId": "S1"}]}'),
        ("orgs", b'\xef\xbb\xbf[{"sourcedId": "S1"}]'),
        ("orgs", b' \n[{"sourcedId": "S1"}] '),
        ("orgs", {"statusInfoSet": [{"imsx_codeMajor": "success"}], "orgs": [ORG]}),
        ("orgs", {"imsx_statusInfo": {"imsx_codeMajor": "success"}, "orgs": [ORG]}),
        ("orgs", {"totalCount": 1, "offset": 0, "orgs": [ORG], "limit": 100}),
        ("orgs", {"data": [ORG], "total": 1, "limit": 100, "offset": 0}),
        ("users", {"users": [{"sourcedId": "S1"}]}),
        ("users", {"students": [{"sourcedId": "S1"}]}),
        ("users", {"teachers": [{"sourcedId": "S1"}]}),
        ("users", {"user": [{"sourcedId": "S1"}]}),
        ("academicSessions", {"terms": [{"sourcedId": "S1"}]}),
        ("academicSessions", {"gradingPeriods": [{"sourcedId": "S1"}]}),
        ("classes", {"class": [{"sourcedId": "S1"}]}),
        ("demographics", {"demographic": [{"sourcedId": "S1"}]}),
    ],
)
def test_page__finds_the_rows_wherever_servers_put_them(name, body):
    rows = page(name, body)

    assert (1, ()) == (rows.received, rows.ledger)
    assert ["S1"] == ids(name, body)


@pytest.mark.parametrize(
    "body",
    [
        {"orgs": []},
        [],
        {"orgs": [], "statusInfoSet": [{"imsx_codeMajor": "success"}]},
        {"orgs": [], "imsx_severity": "warning"},
        *({"orgs": [], "error": nothing} for nothing in (None, "", [], {}, False, 0)),
        b'{"orgs": [], "errors": [], "x": "a\tb"}',
        b'{"orgs": [\n], "x": NaN}',
    ],
)
def test_page__an_empty_list_is_an_empty_page(body):
    rows = page("orgs", body)

    assert (0, [], ()) == (rows.received, rows.structs, rows.ledger)


@pytest.mark.parametrize(
    ("body", "error", "problem"),
    [
        (b"", BrokenBody, "the body is empty"),
        (b" \n", BrokenBody, "the body is empty"),
        (b"\xef\xbb\xbf", BrokenBody, "the body is empty"),
        (b'{"orgs": [{"sourcedId": "S1"}', BrokenBody, "the body is cut off or garbled"),
        (b'[{"sourcedId": "S1"}', BrokenBody, "the body is cut off or garbled"),
        (b'{"orgs": [{"sourcedId": "S1", "x": 1}', BrokenBody, "the body is cut off or garbled"),
        (b'{"orgs": []} trailing', BrokenBody, "the body is cut off or garbled"),
        (b'{"orgs": ' + b"[" * 100_000, BrokenBody, "the body is cut off or garbled"),
        (b'{"\xe9": []}', BrokenBody, "the body is cut off or garbled"),
        (b"<!doctype html><p>Sign in</p>", NotOneRoster, "the body is not JSON but a web page"),
        (b"Too many requests", NotOneRoster, "the body is not JSON"),
        (b"null", NotOneRoster, "it is neither an object nor a list"),
        (b'"orgs"', NotOneRoster, "it is neither an object nor a list"),
        (b"{}", NotOneRoster, "it has no 'orgs'"),
        (b'{"orgs": null}', NotOneRoster, "it has no 'orgs'"),
        (b'{"orgs": {}}', NotOneRoster, "it has no 'orgs'"),
        (b'{"users": []}', NotOneRoster, "it has no 'orgs'"),
        (b'{"data": []}', NotOneRoster, "it has no 'orgs'"),
        (b'{"error": "no"}', NotOneRoster, "it has no 'orgs'"),
        (b'{"imsx_codeMajor": "failure"}', NotOneRoster, "it is an error message in place of data"),
        (
            b'{"statusInfoSet": [{"imsx_codeMajor": "failure"}]}',
            NotOneRoster,
            "it is an error message in place of data",
        ),
        (b'{"imsx_StatusInfo": {}}', NotOneRoster, "it is an error message in place of data"),
        (
            b'{"orgs": [], "statusInfoSet": [{"imsx_codeMajor" : "failure"}]}',
            NotOneRoster,
            "it is an error message in place of data",
        ),
        (b'{"orgs": [], "imsx_codeMajor": "FAILURE"}', NotOneRoster, "it is an error message in place of data"),
        (b'{"orgs": [], "imsx_CodeMajor": "Unsupported"}', NotOneRoster, "it is an error message in place of data"),
        (b'{"orgs": [], "imsx_severity": "error"}', NotOneRoster, "it is an error message in place of data"),
        (b'{"orgs": [], "error": "no access"}', NotOneRoster, "it is an error message in place of data"),
        (b'{"Error": {"code": 7}, "orgs": []}', NotOneRoster, "it is an error message in place of data"),
        (b'{"errors": ["no\taccess"], "orgs": []}', NotOneRoster, "it is an error message in place of data"),
        (b"NaN", NotOneRoster, "the body is not JSON"),
    ],
)
def test_page__is_refused_when_it_is_none(body, error, problem):
    with pytest.raises(NotOneRoster) as caught:
        page("orgs", body)

    assert error is type(caught.value)
    assert "/orgs" == caught.value.path
    assert f"The answer to /orgs is not OneRoster: {problem}." in str(caught.value)


def test_page__an_odd_row_is_alone():
    """One bad row among good ones is mended or given up with its place and id; the others are as they came."""
    bodies = [
        SEAT,
        SEAT | {"sourcedId": "E2", "beginDate": "8/15/2026"},
        {"sourcedId": "E3", "user": {"sourcedId": "U1"}},
        "row",
        SEAT | {"sourcedId": "E5", "role": 5},
        SEAT | {"sourcedId": "E6"},
    ]

    rows = page("enrollments", {"enrollments": bodies}, start=100)

    assert 6 == rows.received
    assert ["E1", "E2", "E5", "E6"] == ids("enrollments", {"enrollments": bodies})
    assert [
        (101, "E2", (), ("date in another form @ $.beginDate",)),
        (102, "E3", ("missing @ $.class",), ()),
        (103, None, ("not an object @ $",), ()),
        (104, "E5", (), ("token in another form @ $.role",)),
    ] == said(rows)


def test_page__a_header_row_is_left_out_and_not_lost():
    header = {key: key for key in ("sourcedId", "status", "user", "class", "role")}

    rows = page("enrollments", {"enrollments": [header, SEAT]})

    assert (2, 1) == (rows.received, len(rows.structs))
    assert [(0, "sourcedId", (), ("a header row left out @ $",))] == said(rows)
    assert not rows.ledger[0].is_lost


@pytest.mark.parametrize(
    "spelling",
    [
        "sourcedid",
        "SourcedId",
        "SOURCEDID",
        "SourcedID",
        "\ufeffsourcedId",
        "ï»¿sourcedId",
        " sourcedId ",
        '"sourcedId"',
    ],
)
@pytest.mark.parametrize("further", [{}, {"status": "Status", "role": "Role", "x": 1}], ids=["fast", "patient"])
def test_page__a_header_row_spelt_otherwise_is_left_out_too(spelling, further):
    rows = page("users", {"users": [{"sourcedId": spelling, **further}, {"sourcedId": "U1"}]})

    assert (2, 1) == (rows.received, len(rows.structs))
    assert [(0, "sourcedId", (), ("a header row left out @ $",))] == said(rows)


@pytest.mark.parametrize(
    "row",
    [
        b'{"sourcedId": "S2", "name": "Caf\xe9"}',
        b'{"sourcedId": "S2", "x": 1e999}',
        b'{"sourcedId": "S2", "name": "\\ud800"}',
        b'{"sourcedId": "S2", "x": NaN}',
    ],
)
def test_page__a_row_that_is_no_json_value_is_alone(row):
    rows = page("orgs", b'{"orgs": [{"sourcedId": "S1"}, ' + row + b"]}")

    assert (2, 1) == (rows.received, len(rows.structs))
    assert [(1, None, ("a text that is not Unicode or a number out of range @ $",), ())] == said(rows)


@pytest.mark.parametrize(
    "odd",
    [
        (b'"name": "Caf\xe9"', b'"x": NaN', b'"x": ' + b"9" * 5_000 + b"e999", b'"name": "\\ud800"'),
        (b'"x": NaN', b'"name": "Caf\xe9"'),
        (b'"x": NaN', b'"identifier": ' + b"9" * 5_000),
    ],
    ids=["all", "NaN and Latin-1", "NaN and a big number"],
)
@pytest.mark.parametrize(("before", "after"), [(b'{"orgs": [', b'], "x": 1}'), (b"[", b"]")], ids=["object", "list"])
def test_page__rows_that_are_odd_in_different_ways_cost_only_themselves(before, after, odd):
    good = b'{"sourcedId": "S1", "name": "\xc3\x8ele, [a] \\"b\\" {c}"}'
    rows = page("orgs", before + b", ".join([good, *(b'{"sourcedId": "S2", ' + row + b"}" for row in odd)]) + after)

    assert (1 + len(odd), 1) == (rows.received, len(rows.structs))
    assert ["a text that is not Unicode or a number out of range @ $"] * len(odd) == [
        problem for entry in rows.ledger for problem in entry.problems
    ]
    assert 'Île, [a] "b" {c}' == next(decoder_of("orgs").records(rows.structs)).name


@pytest.mark.parametrize("control", ["\t", "\n", "\r\n", "\0", "\x1f"])
@pytest.mark.parametrize("further", ["", ', {"sourcedId": "S3", "x": NaN}'], ids=["alone", "beside NaN"])
def test_page__a_raw_control_character_in_a_text_is_mended(control, further):
    row = f'{{"sourcedId": "S2",\t"name": "a \\"{control}\\t b", "x\t": 1}}'
    rows = page("orgs", f'{{\n"orgs": [\n{{"sourcedId": "S1"}},\n{row}{further}], "y": "{control}"}}'.encode())

    assert [("S1", "", {}), ("S2", f'a "{control}\t b', {"x\t": 1})] == [
        (org.sourced_id, org.name, org.extensions) for org in decoder_of("orgs").records(rows.structs)
    ]
    assert (1, "S2", (), ("a control character in a text @ $",)) == said(rows)[0]


def test_page__a_date_beside_a_raw_control_character_shows_the_order_too():
    rows = [
        b'{"sourcedId": "U1", "birthDate": "3/4/2012"}',
        b'{"sourcedId": "U2", "x": "\t", "birthDate": "13/4/2012"}',
    ]
    found = records("demographics", b'{"demographics": [' + b", ".join(rows) + b"]}")

    assert [date(2012, 4, 3), date(2012, 4, 13)] == [record.birth_date for record in found]


def test_page__utf_16_is_read():
    assert ["Île"] == [org.name for org in records("orgs", '[{"sourcedId": "S1", "name": "Île"}]'.encode("utf-16"))]


def test_page__a_control_character_and_a_byte_that_is_not_utf_8_in_one_row():
    rows = page("orgs", b'{"orgs": [{"sourcedId": "S1"}, {"sourcedId": "S2", "name": "\t\xe9"}]}')

    assert [(1, None, ("a text that is not Unicode or a number out of range @ $",), ())] == said(rows)


def test_page__a_bare_list_with_a_row_that_is_no_json_value():
    rows = page("orgs", b'[{"sourcedId": "S1"}, {"sourcedId": "S2", "x": -Infinity}]')

    assert (2, 1, 1) == (rows.received, len(rows.structs), len(rows.ledger))


def test_page__utf_8_whatever_the_label():
    assert ["Île São"] == [record.name for record in records("orgs", {"orgs": [ORG | {"name": "Île São"}]})]
    assert ["Île São"] == [
        record.name for record in records("orgs", '[{"sourcedId": "S1", "name": "Île São"}]'.encode())
    ]


def test_page__keys_of_the_vendors_own_are_kept_and_are_no_repair():
    row = {"sourcedId": "U1", "userId": "", "demographics": {"sourcedId": "U1"}, "adminPassword": "w"}
    body = {"users": [row, {"sourcedId": "U2"}]}

    assert () == page("users", body).ledger
    assert [{"userId": "", "demographics": {"sourcedId": "U1"}}, {}] == [
        user.extensions for user in records("users", body)
    ]


def test_page__flattened_keys_are_mended():
    rows = page("enrollments", [{"sourcedId": "E1", "userSourcedId": "U1", "classSourcedId": "C1", "x": 1}])

    assert [Enrollment(sourced_id="E1", user="U1", klass="C1", extensions={"x": 1})] == list(
        decoder_of("enrollments").records(rows.structs)
    )
    assert [(0, "E1", (), ("flattened reference @ $.classSourcedId", "flattened reference @ $.userSourcedId"))] == said(
        rows
    )


@pytest.mark.parametrize(
    ("name", "over", "field", "expected", "is_clean"),
    [
        ("users", {"enabledUser": "true"}, "enabled_user", True, True),
        ("users", {"enabledUser": True}, "enabled_user", True, True),
        ("users", {"enabledUser": "False"}, "enabled_user", False, True),
        ("users", {"enabledUser": 1}, "enabled_user", True, False),
        ("users", {"email": "", "sms": None, "middleName": ""}, "email", None, True),
        ("users", {"password": None}, "password", None, True),
        ("users", {"role": "student", "orgs": []}, "orgs", (), True),
        ("users", {"role": "student", "orgs": [{"sourcedId": "S1", "type": "school"}]}, "orgs", ("S1",), True),
        ("users", {"grades": "09,10"}, "grades", ("09", "10"), False),
        ("users", {"grades": ["Sixth grade"]}, "grades", ("Sixth grade",), True),
        ("users", {"roles": [], "role": "Teacher"}, "role", Role.TEACHER, True),
        ("users", {"status": "inactive"}, "status", Status.TOBEDELETED, True),
        ("users", {"dateLastModified": ""}, "date_last_modified", None, True),
        ("enrollments", SEAT | {"primary": None}, "primary", None, True),
        ("enrollments", SEAT | {"primary": "false"}, "primary", False, True),
        ("enrollments", SEAT | {"endDate": ""}, "end_date", None, True),
        ("classes", {"periods": []}, "periods", (), True),
        ("classes", {"periods": ["1", "2"]}, "periods", ("1", "2"), True),
        ("classes", {"periods": "1"}, "periods", ("1",), False),
        ("classes", {"periods": "1,2"}, "periods", ("1", "2"), False),
        ("classes", {"terms": [{"type": "academicSession", "sourcedId": "T1"}]}, "terms", ("T1",), True),
        ("classes", {"title": "", "classCode": ""}, "title", "", True),
        ("academicSessions", {"schoolYear": "2027"}, "school_year", "2027", True),
        ("academicSessions", {"schoolYear": 2027}, "school_year", "2027", False),
        ("academicSessions", {"schoolYear": {"sourcedId": "Y1"}}, "school_year", "Y1", False),
        ("courses", {"schoolYear": {"sourcedId": "Y1"}}, "school_year", "Y1", True),
        ("courses", {"schoolYear": "2027"}, "school_year", "2027", False),
        ("demographics", {"sex": "unspecified", "asian": "false"}, "asian", False, True),
        ("orgs", {"metadata": {"edfi": {"schoolId": 1}}}, "metadata", {"edfi": {"schoolId": 1}}, True),
        ("orgs", {"metadata": None, "parent": None, "identifier": ""}, "parent", None, True),
        ("orgs", {"parent": {"href": "hhttp://x", "sourcedId": "D1", "type": "odd"}}, "parent", "D1", True),
        ("orgs", {"sourcedId": 671}, "sourced_id", "671", False),
    ],
)
def test_page__quirks_of_servers(name, over, field, expected, is_clean):
    """Each quirk of ONEROSTER.md 2.10 and 7 that a row can show; a clean one needs no ledger entry."""
    body = {name: [{"sourcedId": "X1"} | over]}

    assert expected == getattr(records(name, body)[0], field)
    assert is_clean is (() == page(name, body).ledger)


@pytest.mark.parametrize("over", [{}, {"enabledUser": 1}, {"vendor": 1}], ids=["fast", "patient", "vendor"])
def test_records__drop_the_password_unless_asked(over):
    body = {"users": [{"sourcedId": "U1", "password": "secret-word"} | over]}

    assert [None] == [user.password for user in records("users", body)]
    assert ["secret-word"] == [user.password for user in records("users", body, keep_passwords=True)]


def test_rows__take_plain_rows_too():
    rows = decoder_of("classes").rows([{"sourcedId": "C1", "periods": "1"}, {"sourcedId": "C2", "vendor": 1}], start=5)

    assert [Class(sourced_id="C1", periods=("1",)), Class(sourced_id="C2", extensions={"vendor": 1})] == list(
        decoder_of("classes").records(rows.structs)
    )
    assert [(5, "C1", (), ("list of texts in another form @ $.periods",))] == said(rows)


@pytest.mark.parametrize("over", [{}, {"enabledUser": 1}], ids=["fast", "patient"])
def test_reprs__of_what_is_decoded_show_no_person(over):
    user = {
        "sourcedId": "U1",
        "givenName": "Zoe9",
        "userIds": [{"identifier": "Zoe9"}],
        "userProfiles": [{"profileId": "Zoe9", "credentials": [{"type": "x", "username": "Zoe9"}]}],
        "roles": [{"role": "student", "userProfile": "Zoe9"}],
    }
    rows = page("users", {"users": [user | over]})
    struct = rows.structs[0]

    assert "Row('U1')" == repr(struct)
    assert "Zoe9" not in repr(
        (rows, decoder_of("users"), *(getattr(struct, slot) for slot in struct.__struct_fields__[-6:]))
    )
    assert "Zoe9" not in repr([getattr(struct, f"_{key}") for key in ("userIds", "userProfiles", "roles")])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("users", {"user": {"sourcedId": "X1"}}),
        ("users", {"users": {"sourcedId": "X1"}}),
        ("users", {"users": [{"sourcedId": "X1"}]}),
        ("users", {"student": {"sourcedId": "X1"}}),
        ("users", {"status": 1, "User": {"sourcedId": "X1"}}),
        ("users", {"sourcedId": "X1", "enabledUser": 1}),
        ("users", {"statusInfoSet": [], "user": {"sourcedId": "X1"}}),
        ("demographics", {"demographics": {"sourcedId": "X1"}}),
        ("demographics", {"demographic": {"sourcedId": "X1"}}),
        ("orgs", {"org": {"sourcedId": "X1"}}),
    ],
)
def test_decode_single__finds_the_record_in_any_envelope(name, body):
    record = decode_single(json.dumps(body).encode(), decoder=decoder_of(name), path="/x")

    assert (COLLECTIONS[name].model, "X1") == (type(record), record.sourced_id)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"{}", "it has no 'user'"),
        (b"[]", "it has no 'user'"),
        (b'[{"sourcedId": "U1"}]', "it has no 'user'"),
        (b'{"users": []}', "it has no 'user'"),
        (b'{"imsx_codeMajor": "failure"}', "it is an error message in place of data"),
        (b'{"user": {}}', "missing @ $.sourcedId"),
        (b'{"user": null}', "not an object @ $"),
        (b'{"user": {"sourcedId": "sourcedId"}}', "a header row left out @ $"),
        (b"<html>", "the body is not JSON but a web page"),
        (b"", "the body is empty"),
    ],
)
def test_decode_single__refuses_what_holds_none(body, problem):
    with pytest.raises(NotOneRoster) as caught:
        decode_single(body, decoder=decoder_of("users"), path="/users/U1")

    assert f"The answer to /users/U1 is not OneRoster: {problem}." in str(caught.value)


def test_decode_single__drops_the_password_unless_asked():
    body = b'{"user": {"sourcedId": "U1", "password": "secret-word"}}'

    assert User(sourced_id="U1") == decode_single(body, decoder=decoder_of("users"), path="/x")
    assert "secret-word" == decode_single(body, decoder=decoder_of("users", keep_passwords=True), path="/x").password


@pytest.mark.parametrize(
    ("key", "given", "name", "expected"),
    [
        ("role", "coach", "role", "coach"),
        ("role", "STUDENT", "role", Role.STUDENT),
        ("role", "", "role", None),
        ("status", "inactive", "status", Status.TOBEDELETED),
        ("beginDate", "", "begin_date", None),
        ("beginDate", "2026-08-15", "begin_date", date(2026, 8, 15)),
        ("primary", "TRUE", "primary", True),
        ("primary", "", "primary", None),
    ],
)
def test_page__a_form_that_is_rare_but_standard_needs_no_mending(key, given, name, expected):
    body = {"enrollments": [SEAT, {**SEAT, "sourcedId": "E2", key: given}]}

    assert () == page("enrollments", body).ledger
    assert expected == getattr(records("enrollments", body)[1], name)


@pytest.mark.parametrize("change", [{"sourcedId": ""}, {"user": {"sourcedId": ""}}, {"class": {"sourcedId": ""}}])
def test_page__a_row_with_an_empty_id_costs_only_itself(change):
    body = [SEAT, {**SEAT, "sourcedId": "E2", **change}, {**SEAT, "sourcedId": "E3"}]

    rows = page("enrollments", body)

    assert (2, 3, [1]) == (len(rows.structs), rows.received, [entry.index for entry in rows.ledger if entry.is_lost])


def test_page__a_flag_in_an_unheard_of_spelling_is_repaired():
    rows = page("enrollments", {"enrollments": [SEAT, {**SEAT, "sourcedId": "E2", "primary": "tRuE"}]})

    assert [(1, "E2", (), ("true or false in another form @ $.primary",))] == said(rows)
