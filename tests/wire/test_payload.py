"""The minor code of every error payload that was seen."""

import json

import pytest

from oneroster_classlink.wire.payload import minor_code

FIELDS = {"imsx_codeMinorField": [{"imsx_codeMinorFieldName": "T", "imsx_codeMinorFieldValue": "server_busy"}]}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"statusInfoSet": [{"imsx_codeMajor": "failure", "imsx_codeMinor": "unknown object"}]}, "unknown object"),
        ({"statusInfoSet": {"imsx_codeMinor": "forbidden"}}, "forbidden"),
        ({"imsx_codeMajor": "failure", "imsx_codeMinor": "invalid_filter_field"}, "invalid_filter_field"),
        ({"imsx_codeMajor": "failure", "imsx_CodeMinor": FIELDS}, "server_busy"),
        ({"imsx_statusInfo": {"imsx_codeMajor": "failure", "imsx_CodeMinor": FIELDS}}, "server_busy"),
        ({"imsx_StatusInfo": {"imsx_codeMinor": "unauthorized"}}, "unauthorized"),
        ({"error": "invalid_client", "error_description": "for Ada"}, "invalid_client"),
        ({"error": "insufficient_scope"}, "insufficient_scope"),
        ({"error": "invalid_token"}, "invalid_token"),
        ({"imsx_codeMinor": "Unauthorised Request"}, "Unauthorised Request"),
        ({"imsx_codeMinor": "invalid data", "error": "x"}, "invalid data"),
        ({"imsx_codeMinor": "INTERNAL_SERVER_ERROR"}, "INTERNAL_SERVER_ERROR"),
        ({"imsx_codeMinor": "x", "error": "invalid_scope"}, "invalid_scope"),
        ({"imsx_codeMinor": "Jane Doe"}, None),
        ({"imsx_codeMinor": "jane_doe"}, None),
        ({"imsx_codeMinor": "20100403"}, None),
        ({"imsx_codeMinor": "S3CRETTOKEN0123456789"}, None),
        ({"imsx_codeMinor": ""}, None),
        ({"imsx_codeMinor": 7}, None),
        ({"error": "jane_doe"}, None),
        ({"error": "No student named Ada Lovelace"}, None),
        ({"imsx_codeMinor": "no student named Ada"}, None),
        ({"imsx_CodeMinor": {"imsx_codeMinorField": ["x"]}}, None),
        ({"imsx_CodeMinor": {"imsx_codeMinorField": []}}, None),
        ({"statusInfoSet": []}, None),
        ({"status": 0, "message": "Ada Lovelace"}, None),
        (["x"], None),
        (None, None),
    ],
)
def test_minor_code__of_each_shape(found, expected):
    assert expected == minor_code(json.dumps(found).encode())


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"Too many requests", b"\xff\xfe", b'"\xff"', b"[" * 9_000, b'{"error":' * 9_000]
)
def test_minor_code__of_what_is_not_json(body):
    assert minor_code(body) is None
