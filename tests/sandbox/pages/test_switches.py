"""Permissions as switches: each field has one, and what one says can be set again."""

import attrs
import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.pages.switches import changed, switches
from oneroster_classlink.sandbox.sharing import Permissions

NAMES = [field.name for field in attrs.fields(Permissions)]


def switch_of(permissions, name):
    return next(switch for switch in switches(permissions) if switch.name == name)


def test_switches__each_field_has_one_and_says_what_it_means():
    found = list(switches(Permissions()))

    assert NAMES == [switch.name for switch in found]
    assert all(switch.says.endswith(".") and switch.is_default for switch in found)
    assert "Unenrolled users" == switch_of(Permissions(), "unenrolled_users").label


@pytest.mark.parametrize("name", NAMES)
def test_changed__whatever_can_be_chosen_is_shown(name):
    choices = switch_of(Permissions(), name).choices or ("none", "users.email, users.phone")
    for to in choices:
        assert to == switch_of(changed(Permissions(), name=name, to=to), name).value


@pytest.mark.parametrize("name", NAMES)
def test_changed__what_is_shown_changes_nothing(name):
    assert Permissions() == changed(Permissions(), name=name, to=switch_of(Permissions(), name).value)


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [
        ("schools", "all", None),
        ("schools", "none", frozenset()),
        ("schools", " S1 ,, S2", frozenset({"S1", "S2"})),
        ("withheld_fields", "all", frozenset()),
        ("withheld_roles", "guardian", frozenset({"guardian"})),
        ("unenrolled_users", "off", False),
        ("unenrolled_users", "", True),
    ],
)
def test_changed__a_value(name, to, expected):
    assert expected == getattr(changed(Permissions(), name=name, to=to), name)


def test_changed__a_predicate_has_no_text_and_stays():
    permissions = Permissions(classes=bool)

    assert "" == switch_of(permissions, "classes").value
    assert permissions == changed(permissions, name="classes", to="")
    assert not switch_of(permissions, "classes").is_default


def test_changed__no_such_permission():
    with pytest.raises(UsageError, match="no such permission"):
        changed(Permissions(), name="revision", to="on")
