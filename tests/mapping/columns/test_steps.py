"""The steps over all seats give the same in plain Python and with numpy."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.columns import Places, choice, plain

arrays = pytest.importorskip("oneroster_classlink.mapping.columns.arrays", exc_type=ImportError)
BOTH = [plain, arrays]
TAKEN = bytes([1, 1, 0]).ljust(256, b"\0")


def numbers(most):
    return st.lists(st.integers(0, most), min_size=1, max_size=60)


@st.composite
def seats(draw):
    """Draw the code of a class, of a user and of a decision for each seat."""
    return draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=60))


@pytest.mark.parametrize("steps", BOTH, ids=["plain", "arrays"])
def test_picked__looks_each_up(steps):
    assert [7, -1, 7] == list(steps.picked(array("I", [1, 0, 1]), array("i", [-1, 7])))
    assert [5, 5] == list(steps.picked(bytearray([0, 0]), [5]))
    assert [] == list(steps.picked([], [5]))


@pytest.mark.parametrize("steps", BOTH, ids=["plain", "arrays"])
def test_combine__judges_each_combination_once(steps):
    asked = []

    def judge_one(combination):
        asked.append(tuple(combination))
        return combination[0] * 2 + combination[1]

    columns = [(bytes([0, 1, 0, 1]), array("I", [0, 1])), (bytes(4), [1])]
    found = steps.combine(columns, sizes=[2, 2], judge=judge_one)

    assert bytearray([1, 3, 1, 3]) == found
    assert [(0, 1), (1, 1)] == sorted(asked)


@pytest.mark.parametrize("steps", BOTH, ids=["plain", "arrays"])
@pytest.mark.parametrize("columns", [[], [([], [])], [(b"", [0, 1]), (array("I"), array("I"))]])
def test_combine__of_no_rows_is_nothing(steps, columns):
    assert bytearray() == steps.combine(columns, sizes=[len(codes) for _, codes in columns], judge=len)


@pytest.mark.parametrize("most", [1, 1 << 20])
def test_combine__in_blocks_and_with_very_many_combinations(monkeypatch, most):
    monkeypatch.setattr(arrays, "_BLOCK", 3)
    monkeypatch.setattr(arrays, "_MOST_PLACES", most)
    columns = [(bytes(range(7)), [0, 1, 2, 0, 1, 2, 2]), (bytes(range(7)), [1, 1, 0, 1, 1, 0, 1])]
    slow, quick = (steps.combine(columns, sizes=[3, 2], judge=lambda found: found[0] * 10 + found[1]) for steps in BOTH)

    assert bytearray([1, 11, 20, 1, 11, 20, 21]) == slow == quick


@settings(max_examples=60, deadline=None)
@given(numbers(6))
def test_group__every_row_once_by_class_in_the_order_of_rows(codes):
    slow, quick = (steps.group(array("I", codes), count=8) for steps in BOTH)

    assert slow == quick
    for code in range(8):
        assert [row for row, found in enumerate(codes) if found == code] == list(slow.rows(code))


@pytest.fixture(scope="module", autouse=True)
def small_blocks():
    """Let a block end within a few seats."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "_BLOCK", 7)
        yield


@settings(max_examples=80, deadline=None)
@given(seats())
def test_gather__the_same_by_both(drawn):
    classes, users, decisions = map(list, zip(*drawn, strict=True))
    groups = plain.group(array("I", classes), count=5)
    places = Places(
        groups=groups,
        classes=array("i", [0, 1, -1, 3, 4]),
        schools=array("I", [0, 1, 0, 1, 0]),
        users=array("i", users),
        school_count=2,
    )
    slow, quick = (steps.gather(bytearray(decisions), places, taken=TAKEN) for steps in BOTH)
    counted = [(klass, user) for klass, user, decision in drawn if klass != 2 and decision != 2]

    assert sorted({klass for klass, user in counted if counted.count((klass, user)) > 1}) == sorted(slow.doubled)
    assert sorted(slow.doubled) == sorted(quick.doubled)
    assert [sorted(each) for each in slow.by_school] == [sorted(each) for each in quick.by_school]
    assert {user for klass, user in counted if places.schools[klass] == 1} == set(slow.by_school[1])


@settings(max_examples=60, deadline=None)
@given(seats())
def test_tally__counts_what_is_taken(drawn):
    classes, _, decisions = map(list, zip(*drawn, strict=True))
    slow, quick = (steps.tally(array("I", classes), bytearray(decisions), taken=TAKEN, count=5) for steps in BOTH)

    assert list(slow) == list(quick)
    assert sum(decision != 2 for decision in decisions) == sum(slow)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=40), st.binary(min_size=6, max_size=6))
def test_paired__each_pair_once_and_counted_by_flag(pairs, bits):
    firsts, seconds = ([pair[side] for pair in pairs] for side in (0, 1))
    flags = bytes(bit & 1 for bit in bits)
    slow, quick = (steps.paired(array("I", firsts), array("I", seconds), size=6) for steps in BOTH)

    for first in range(6):
        assert sorted({other for one, other in pairs if one == first}) == sorted(slow.of(first))
        assert sorted(slow.of(first)) == sorted(quick.of(first))
    assert sorted(first for first, _ in set(pairs)) == list(slow.firsts) == list(quick.firsts)
    expected = [sum(flags[other] for other in slow.of(first)) for first in range(6)]
    assert expected == list(plain.numbers(slow, flags)) == list(arrays.numbers(quick, flags))


@pytest.mark.parametrize("steps", BOTH, ids=["plain", "arrays"])
def test_repeated__what_occurs_again(steps):
    assert {-7, 3} == steps.repeated(array("q", [3, 1, -7, 3, 3, -7]))
    assert set() == steps.repeated(array("q"))


def test_steps_for__numpy_only_for_large_districts_and_where_it_is(monkeypatch):
    assert plain is choice.steps_for(choice.MANY - 1)
    assert arrays is choice.steps_for(choice.MANY)
    monkeypatch.setattr(choice, "find_spec", lambda _name: None)
    assert plain is choice.steps_for(choice.MANY)
