"""Made-up predicates and policies, all of them data."""

from datetime import date

from hypothesis import strategies as st

from oneroster_classlink.mapping.policy import (
    ContactPoint,
    Deciding,
    Policy,
    Window,
    field_contains,
    field_in,
    field_present,
    metadata_is,
)
from oneroster_classlink.mapping.roster import NamedBy
from oneroster_classlink.mapping.rules.roles import STAFF, PersonRole

texts = st.text(min_size=1, max_size=5)
flags = st.none() | st.booleans()
days = st.none() | st.dates(min_value=date(1000, 1, 1)) | st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
roles = st.frozensets(st.sampled_from(PersonRole))


VALUES = {
    "begin_date": days,
    "date_last_modified": days,
    "enabled_user": flags,
    "is_active": flags,
    "klass.metadata.track": plain,
    "primary": flags,
}
"""What fields may be asked for that hold no texts."""


def _asked(field):
    values = VALUES.get(field, st.none() | st.text())
    return st.lists(values, min_size=1, max_size=3).map(lambda found: field_in(field, *found))


def of_fields(*names):
    """Make predicates of data about the fields *names*."""
    fields = st.sampled_from(names)
    simple = st.one_of(
        fields.flatmap(_asked),
        st.builds(field_contains, st.sampled_from([name for name in names if name not in VALUES]), texts),
        st.builds(field_present, fields),
        st.builds(metadata_is, texts, plain),
    )
    return st.recursive(
        simple,
        lambda part: (
            st.builds(lambda one, other: one & other, part, part)
            | st.builds(lambda one, other: one | other, part, part)
            | st.builds(lambda one: ~one, part)
        ),
        max_leaves=5,
    )


windows = st.builds(
    Window,
    before=st.integers(0, 60),
    after=st.integers(0, 60),
    without_term=st.booleans(),
    enrollments=st.booleans(),
)


def _ranked(places):
    return [{role for role, place in zip(PersonRole, places, strict=True) if place == rank} for rank in range(4)]


policies = st.builds(
    Policy,
    schools=st.none() | st.frozensets(st.text()),
    today=st.none() | st.dates(min_value=date(2000, 1, 1)),
    ingested=roles,
    owner_roles=st.frozensets(st.sampled_from(sorted(STAFF))),
    deciding=st.sampled_from(Deciding),
    primary_required=st.booleans(),
    classes=st.none() | of_fields("class_type", "title", "grades"),
    users=st.none() | of_fields("role", "roles", "email", "enabled_user"),
    seats=st.none() | of_fields("role", "primary", "begin_date", "user.grades", "klass.metadata.track"),
    window=st.none() | windows,
    birth_dates=st.booleans(),
    guardians=st.booleans(),
    email=st.booleans(),
    mobile=st.lists(st.sampled_from(["sms", "phone"]), unique=True),
    unique=st.frozensets(st.sampled_from(ContactPoint)),
    contact_ranks=st.lists(st.integers(0, 4), min_size=6, max_size=6).map(_ranked),
    email_required=roles,
    merge_staff_parents=st.booleans(),
    language_key=st.none() | st.just("homeLanguage"),
    class_names=st.lists(st.sampled_from(NamedBy), unique=True),
    distinct_names=st.booleans(),
    many_guardians=st.integers(1, 9),
)
