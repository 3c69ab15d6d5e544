"""R1 and R10: what the taken classes are called, and which are named alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.classes import name_classes
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster import NamedBy
from tests.records import make_class, make_course, make_org, make_snapshot, make_user

USERS = [
    make_user("U1", family_name="Finch"),
    make_user("U2", family_name=" Wren "),
    make_user("U3", family_name=""),
]
COURSES = [make_course("K1", title="Biology")]


class Named:
    """The names of classes by id, and what there is to say of them."""

    def __init__(self, *classes, owners=None, **policy):
        self.snapshot = make_snapshot(make_org(), *COURSES, *USERS, *classes)
        table, users = self.snapshot.classes, self.snapshot.users
        owned = {table.row(klass): [users.row(owner) for owner in found] for klass, found in (owners or {}).items()}
        self.names = name_classes(
            self.snapshot,
            rows=range(len(table)),
            owners_of=lambda row: owned.get(row, ()),
            policy=Policy(**policy),
        )
        self.by_id = {klass: self.names.name(table.row(klass)) for klass in sorted(table.ids)}
        self.sources = {klass: self.names.named_by(table.row(klass)) for klass in sorted(table.ids)}

    def told(self, code):
        """Return the facts of the findings of *code*, by class."""
        table = self.snapshot.classes
        return {table.ids[row]: dict(self.names.facts(code, row)) for row in sorted(self.names.rows[code])}


def test_name_classes__the_first_that_is_not_empty():
    found = Named(
        make_class("C1", title=" Algebra ", course="K1"),
        make_class("C2", title="", course="K1", periods=("3",)),
        make_class("C3", title=" ", course="K9", periods=("2",)),
        make_class("C4", title="", grades=("05",)),
        make_class("C5", title="", class_code="X"),
        make_class("C6", title="", course="K1", periods=("3",)),
        owners={"C1": ["U1"], "C3": ["U1", "U2"], "C4": ["U3", "U2"], "C5": ["U3"]},
    )

    assert {
        "C1": "Algebra",
        "C2": "Biology (3)",
        "C3": "Finch (2)",
        "C4": "Wren (05)",
        "C5": "C5",
        "C6": "Biology (3)",
    } == found.by_id
    assert [NamedBy.TITLE, NamedBy.COURSE, NamedBy.OWNER, NamedBy.OWNER, NamedBy.ID, NamedBy.COURSE] == list(
        found.sources.values()
    )
    assert ({}, {}) == (found.told(Code.CLASS_NAME_CUT), found.told(Code.CLASS_NAMES_ALIKE))
    assert "Finch" not in repr(found.names)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["course", "title"], ["Biology", "Art"]),
        (["owner", "title"], ["Finch", "Art"]),
        (["id"], ["C1", "C2"]),
        ([], ["C1", "C2"]),
    ],
)
def test_name_classes__in_the_policys_order(order, expected):
    classes = [make_class("C1", title="Algebra", course="K1"), make_class("C2", title="Art")]

    assert expected == list(Named(*classes, owners={"C1": ["U1"]}, class_names=order).by_id.values())


def test_name_classes__only_those_that_are_taken():
    snapshot = make_snapshot(make_org(), make_class("C1", title="x" * 300), make_class("C2", title="Art"))
    names = name_classes(snapshot, rows=[1], owners_of=lambda _: (), policy=Policy())

    assert ("Art", []) == (names.name(1), list(names.rows[Code.CLASS_NAME_CUT]))


def test_name_classes__a_long_name_is_cut_at_a_word_with_a_finding():
    found = Named(make_class("C1", title="word " * 60), make_class("C2", title="y" * 255))

    assert {"C1": ("word " * 51).strip(), "C2": "y" * 255} == found.by_id
    assert {"C1": {"length": "299", "limit": "255"}} == found.told(Code.CLASS_NAME_CUT)


def test_name_classes__alike_among_the_classes_of_one_owner():
    found = Named(
        make_class("C1", title="Algebra"),
        make_class("C2", title="algebra "),
        make_class("C3", title="Algebra"),
        make_class("C4", title="Algebra"),
        make_class("C5", title="Art"),
        make_class("C6", title="x" * 300),
        make_class("C7", title="x" * 301),
        owners={"C1": ["U1", "U2"], "C2": ["U1"], "C3": ["U2", "U1"], "C5": ["U1"], "C6": ["U1"], "C7": ["U1"]},
    )

    assert {
        "C1": {"owner": "U1", "others": "C2, C3"},
        "C2": {"owner": "U1", "others": "C1, C3"},
        "C3": {"owner": "U1", "others": "C1, C2"},
        "C6": {"owner": "U1", "others": "C7"},
        "C7": {"owner": "U1", "others": "C6"},
    } == found.told(Code.CLASS_NAMES_ALIKE)


def test_name_classes__told_apart_by_period_then_code_then_id():
    found = Named(
        make_class("C1", title="Algebra", periods=("1",)),
        make_class("C2", title="Algebra", periods=("2", "3")),
        make_class("C3", title="Art", class_code="A"),
        make_class("C4", title="Art", class_code="B"),
        make_class("C5", title="Gym", periods=("4",)),
        make_class("C6", title="Gym", periods=("4",)),
        make_class("C7", title="Algebra (1)", periods=("5",)),
        make_class("C8", title="Algebra", periods=("1",)),
        owners={f"C{number}": ["U1"] for number in range(1, 8)},
        distinct_names=True,
    )

    assert {
        "C1": "Algebra (1)",
        "C2": "Algebra (2, 3)",
        "C3": "Art (A)",
        "C4": "Art (B)",
        "C5": "Gym (4, C5)",
        "C6": "Gym (4, C6)",
        "C7": "Algebra (1) (5)",
        "C8": "Algebra",
    } == found.by_id
    assert {} == found.told(Code.CLASS_NAMES_ALIKE)


def test_name_classes__long_names_are_told_apart_too():
    long_id = "C" * 130
    found = Named(
        make_class("C1", title="x" * 254, periods=("1",)),
        make_class("C2", title="x" * 254, periods=("2",)),
        make_class("C3", title="Gym", periods=("1",)),
        make_class(long_id, title="Gym", periods=("1",)),
        owners={"C1": ["U1"], "C2": ["U1"], "C3": ["U1"], long_id: ["U1"]},
        distinct_names=True,
    )

    assert ["x" * 251 + " (1)", "x" * 251 + " (2)"] == [found.by_id["C1"], found.by_id["C2"]]
    assert {"length": "258", "limit": "255"} == found.told(Code.CLASS_NAME_CUT)["C1"]
    assert f"Gym ({'C' * 127})" == found.by_id[long_id]
    assert {} == found.told(Code.CLASS_NAMES_ALIKE)


titles = st.sampled_from(["Algebra", "algebra", "Algebra (1)", "Algebra (1, A)", "", "x" * 254, "x" * 256])
sections = st.lists(
    st.tuples(
        titles,
        st.sampled_from([(), ("1",), ("1", "2")]),
        st.sampled_from([None, "A", "1"]),
        st.sets(st.sampled_from(["U1", "U2"])).map(sorted),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(sections, st.booleans())
def test_name_classes__fit_and_do_not_depend_on_the_records_order(facts, distinct):
    classes = [
        make_class(f"C{place}", title=title, periods=periods, class_code=code)
        for place, (title, periods, code, _) in enumerate(facts)
    ]
    owners = {f"C{place}": found[3] for place, found in enumerate(facts)}
    one, other = (Named(*each, owners=owners, distinct_names=distinct) for each in (classes, classes[::-1]))

    assert (one.by_id, one.sources) == (other.by_id, other.sources)
    assert all(0 < len(name) <= 255 for name in one.by_id.values())
    for code in (Code.CLASS_NAME_CUT, Code.CLASS_NAMES_ALIKE):
        assert one.told(code) == other.told(code)
    owned = [(owner, name.casefold()) for klass, name in one.by_id.items() for owner in owners[klass]]
    assert not distinct or len(owned) == len(set(owned))
    assert distinct or (len(owned) == len(set(owned))) == (not one.told(Code.CLASS_NAMES_ALIKE))
