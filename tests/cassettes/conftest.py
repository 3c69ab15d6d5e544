"""Cassettes: played with sockets blocked, recorded from the sandbox by ``make cassettes``.

Credentials never reach a file, a cassette that no test plays fails the run, and so does an answer that is not played.
"""

import os
import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_socket import disable_socket, enable_socket
from vcr import VCR
from vcr.record_mode import RecordMode

from oneroster_classlink.sandbox import District, Sandbox, SandboxCredentials
from tests.small_district import small_lists

FOLDER = Path(__file__).parents[2] / "cassettes"
RECORDS = bool(os.environ.get("ONEROSTER_RECORD"))
PORT = 18_765
"""The port of the recorded addresses; nothing listens there when they are played."""
CREDENTIALS = SandboxCredentials()


def _without_token(response):
    """Replace what an answer gave out: a token, a district's bearer, the key and secret of its server."""
    body = response["body"]["string"]
    secret = rb'("(?:access_token|bearer|client_id|client_secret)":\s*")[^"]+'
    response["body"]["string"] = re.sub(secret, rb"\1recorded-token", body)
    return response


recorder = VCR(
    cassette_library_dir=str(FOLDER),
    record_mode=RecordMode.ALL if RECORDS else RecordMode.NONE,
    filter_headers=[("Authorization", "<AUTHORIZATION>")],
    before_record_response=_without_token,
    decode_compressed_response=True,
)


@pytest.fixture(scope="session")
def played(request):
    """Collect the names of the cassettes that were played, and fail the run if one was not."""
    names = set()
    yield names
    narrowed = request.config.getoption("keyword") or any("::" in argument for argument in request.config.args)
    unused = {path.name for path in FOLDER.iterdir()} - names
    assert narrowed or not unused, f"no test plays {sorted(unused)}: delete or use them"


@pytest.fixture
def district():
    """Give the district that was recorded."""
    return District(rows=small_lists(), product_schools=())


@pytest.fixture
def url(request, played, district):
    """Give the server's address; what is asked of it comes from the test's cassette."""
    name = f"{request.node.originalname.removeprefix('test_')}.yaml"
    with ExitStack() as stack:
        if RECORDS:
            stack.enter_context(Sandbox(district, port=PORT, credentials=CREDENTIALS))
        else:
            disable_socket()
            stack.callback(enable_socket)
        cassette = stack.enter_context(recorder.use_cassette(name))
        yield f"http://127.0.0.1:{PORT}"
        assert cassette.play_count or RECORDS, "the test asked for nothing"
        assert cassette.all_played or RECORDS, "a recorded answer was not asked for"
    played.add(name)
