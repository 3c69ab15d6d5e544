"""What is not shared is refused over HTTP, in the form of the version that is spoken."""

import msgspec
import pytest

from oneroster_classlink.sandbox import District, World, make_app
from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.sharing import Permissions
from tests.sandbox.conftest import ORIGIN, V11, V12

ROWS = {"users": [{"sourcedId": "U1"}], "demographics": [{"sourcedId": "U1"}]}


def ask(path, **permissions):
    """Return the status and the body of an answer."""
    world = World(district=District(rows=ROWS), permissions=Permissions(**permissions))
    app = make_app(world, origin=ORIGIN)
    headers = {"authorization": f"Bearer {app.gate.credentials.bearer}"}
    answer = app.answer(Request(origin=ORIGIN, target=path, headers=headers))
    return answer.status, msgspec.json.decode(answer.body)


@pytest.mark.parametrize("path", ["/demographics", "/demographics/U1", "/demographics?limit=1"])
@pytest.mark.parametrize(("answer", "status"), [("403", 403), ("404", 404)])
def test_answer__demographics_are_refused(path, answer, status):
    assert status == ask(V11 + path, demographics=answer)[0]
    assert status == ask(V12 + path, demographics=answer)[0]


def test_answer__demographics_are_an_empty_list():
    assert (200, {"demographics": []}) == ask(f"{V11}/demographics", demographics="empty")


@pytest.mark.parametrize("answer", ["403", "404"])
def test_answer__a_user_called_demographics_is_a_user(answer):
    assert 404 == ask(f"{V11}/users/demographics", demographics=answer)[0]
    assert (200, {"users": [{"sourcedId": "U1"}]}) == ask(f"{V11}/users?fields=sourcedId", demographics=answer)


def test_answer__an_app_that_is_not_enabled():
    status, body = ask(f"{V11}/orgs", enabled=False)

    assert (403, "forbidden") == (status, body["statusInfoSet"][0]["imsx_codeMinor"])
    assert 403 == ask(f"{V12}/demographics", enabled=False, demographics="404")[0]


def test_answer__a_path_that_does_not_exist_is_still_told():
    assert 404 == ask(f"{V11}/nonsense", demographics="403")[0]
