"""A pull that was interrupted gives what one without interruption gives, and nothing private is left behind."""

import json
import os
import stat
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.bundle import read_records
from oneroster_classlink.errors import (
    EmptyDistrict,
    Forbidden,
    IncompletePull,
    NoAnswer,
    OddRow,
    SuddenlyEmpty,
    TargetError,
    UsageError,
)
from oneroster_classlink.models import User
from oneroster_classlink.models.users import Credential, UserProfile
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.wire.proof import End
from tests.records import NOW, make_org
from tests.snapshot.paged import DISTRICT, Paged, facts


@pytest.fixture
def path(tmp_path):
    return tmp_path / "unfinished"


def pull(source, *, path, now=NOW, **options):
    return Snapshot.load(source, resume=path, now=now, **options)


def interrupt(path, *, answers, error=NoAnswer, now=NOW, **over):
    with pytest.raises(error):
        pull(Paged(answers=answers, **over), path=path, now=now)


WHOLE = Snapshot.load(Paged(), now=NOW)
PAGES = 2 + 1 + 1 + 3 + 3 + 4 + 1


def test_load__resumed_without_interruption_it_is_the_same_and_the_folder_is_gone(path):
    source = Paged()

    assert facts(WHOLE) == facts(pull(source, path=path))
    assert PAGES == len(source.asked)
    assert not path.exists()


@settings(max_examples=60, deadline=None)
@given(stops=st.lists(st.integers(0, PAGES), max_size=3), marks=st.integers(1, 3), cut=st.integers(0, 400))
def test_load__wherever_it_stops_the_result_is_that_of_one_pull(stops, marks, cut):
    """Law: however often the line dies, and however much of the last write is lost, nothing is lost or doubled."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "unfinished"
        for answers in stops:
            with suppress(NoAnswer):
                pull(Paged(answers=answers, marks=marks), path=path)
            for file in sorted(path.glob("*.batches"), key=lambda found: found.stat().st_mtime_ns)[-1:]:
                content = file.read_bytes()
                file.write_bytes(content[: max(0, len(content) - cut)])

        assert facts(WHOLE) == facts(pull(Paged(marks=marks), path=path))


def test_load__asks_only_for_what_it_has_not(path):
    """Orgs have two pages, sessions one, courses one that is empty, classes three."""
    interrupt(path, answers=2 + 1 + 1 + 1)
    source = Paged()
    pull(source, path=path)

    assert [("courses", 0), ("classes", 2), ("classes", 4), ("users", 0)] == source.asked[:4]


def test_load__a_source_that_marks_few_pages_goes_on_from_the_last_mark(path):
    """With every second page marked, the third page of enrollments is one after which it can go on."""
    interrupt(path, answers=PAGES - 1 - 1, marks=2)
    source = Paged(marks=2)

    assert facts(WHOLE) == facts(pull(source, path=path))
    assert [("courses", 0), ("enrollments", 6), ("demographics", 0)] == source.asked


def test_load__keeps_the_moment_of_the_first_attempt(path):
    interrupt(path, answers=3)

    assert NOW == pull(Paged(), path=path, now=NOW + timedelta(hours=23)).pulled_at


@pytest.mark.parametrize("later", [timedelta(hours=24), timedelta(days=3), timedelta(minutes=-1)])
def test_load__after_a_day_it_begins_anew(path, later):
    interrupt(path, answers=3)
    source = Paged()

    assert NOW + later == pull(source, path=path, now=NOW + later).pulled_at
    assert PAGES == len(source.asked)


def test_load__what_was_read_from_another_source_is_not_taken(path):
    interrupt(path, answers=3, name="elsewhere.example")
    source = Paged()
    pull(source, path=path)

    assert PAGES == len(source.asked)


@pytest.mark.parametrize("over", [{"package": "0.0.1"}, {"format": 0}])
def test_load__what_another_version_wrote_is_not_taken(path, over):
    interrupt(path, answers=3)
    about = path / "oneroster-pull.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | over))
    source = Paged()
    pull(source, path=path)

    assert PAGES == len(source.asked)


@pytest.mark.parametrize("said", [b"", b'{"source":', b"\xff\xff", b"[]"])
def test_load__an_unreadable_word_about_the_pull_begins_anew(path, said):
    interrupt(path, answers=3)
    (path / "oneroster-pull.json").write_bytes(said)
    source = Paged()

    assert facts(WHOLE) == facts(pull(source, path=path))
    assert PAGES == len(source.asked)


def test_load__rows_of_another_pull_do_not_count(path, tmp_path):
    """A file from an earlier pull in the folder of this one is not whole: its digests begin elsewhere."""
    interrupt(path, answers=5)
    interrupt(tmp_path / "other", answers=5, now=NOW + timedelta(hours=1))
    (tmp_path / "other" / "classes.batches").replace(path / "classes.batches")
    source = Paged()
    pull(source, path=path)

    assert ("classes", 0) in source.asked


def test_load__two_pulls_at_one_folder_cannot_mix(path):
    """The second one's lines do not follow from the first one's, so they end what is believed."""
    interrupt(path, answers=2 + 1 + 1 + 1)
    first = (path / "classes.batches").read_bytes()
    interrupt(path, answers=1 + 1)
    second = (path / "classes.batches").read_bytes()[len(first) :]
    (path / "classes.batches").write_bytes(first + first + second)

    assert facts(WHOLE) == facts(pull(Paged(), path=path))


def test_load__a_batch_of_another_shape_fails_once_and_is_forgotten(path, monkeypatch):
    monkeypatch.setattr("oneroster_classlink.snapshot.resume.journal.packed", lambda batch, **_: (b'["x"]', batch))
    interrupt(path, answers=1)
    monkeypatch.undo()

    with pytest.raises(IncompletePull, match="what was kept of it cannot be read"):
        pull(Paged(), path=path)

    assert facts(WHOLE) == facts(pull(Paged(), path=path))


def test_load__what_was_empty_at_first_is_kept_once_it_has_rows(path):
    """The empty answer is written, not believed, and does not stand in the way of the next one."""
    interrupt(path, answers=5, rows=DISTRICT | {"orgs": []})
    interrupt(path, answers=1)
    source = Paged()

    assert facts(WHOLE) == facts(pull(source, path=path))
    assert ("orgs", 2) == source.asked[0]


def test_load__files_are_private_and_hold_no_password(path):
    profile = UserProfile(
        profile_id="p", credentials=(Credential(type="sso", username="u", password="another-secret-word"),)
    )
    users = [
        User(sourced_id="U1", password="a-secret-word", user_profiles=(profile,)),
        User(sourced_id="U2", metadata={"Password hint": {"it is": "a-third-secret-word"}, "colour": "blue"}),
        User(sourced_id="U3"),
    ]
    interrupt(path, answers=PAGES - 2, rows=DISTRICT | {"users": users})
    written = b"".join(file.read_bytes() for file in path.iterdir())

    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in path.iterdir()}
    assert 0o700 == stat.S_IMODE(path.stat().st_mode)
    assert b"secret-word" not in written
    assert b"blue" in written

    kept = pull(Paged(rows=DISTRICT | {"users": users}), path=path).users
    whole = pull(Paged(rows=DISTRICT | {"users": users}), path=path).users

    assert whole == kept
    assert {"colour": "blue"} == kept["U2"].metadata


@pytest.mark.parametrize("error", [KeyboardInterrupt, Forbidden(403, "/users"), MemoryError])
def test_load__whatever_ends_it_leaves_what_was_read(path, error):
    @attrs.define
    class Stopping(Paged):
        def batches(self, collection):
            if collection == "users":
                raise error
            return super().batches(collection)

    with pytest.raises(error if isinstance(error, type) else type(error)):
        pull(Stopping(), path=path)
    source = Paged()

    assert facts(WHOLE) == facts(pull(source, path=path))
    assert [("courses", 0), ("users", 0)] == source.asked[:2]


def test_load__a_source_is_not_trusted_about_rows_of_another_attempt(path):
    """It says that its rows are distinct, and gives one that had come before the interruption."""

    @attrs.define
    class Sure(Paged):
        def _pages(self, collection, *, start):
            for page in super()._pages(collection, start=start):
                yield attrs.evolve(page, distinct=True)

    users = [*DISTRICT["users"], DISTRICT["users"][0]]
    with pytest.raises(NoAnswer):
        pull(Sure(answers=2 + 1 + 1 + 3 + 1), path=path)

    with pytest.raises(IncompletePull, match="1 rows came twice"):
        pull(Sure(rows=DISTRICT | {"users": users}), path=path)


def test_load__what_is_not_shared_is_asked_again(path):
    @attrs.define
    class Closed(Paged):
        def batches(self, collection):
            if collection == "academicSessions":
                raise Forbidden(403, "/academicSessions")
            return super().batches(collection)

    with pytest.raises(NoAnswer):
        pull(Closed(answers=5), path=path)
    snapshot = pull(Closed(), path=path)

    assert End.NOT_SHARED is snapshot.certificate.collections["academicSessions"].end
    assert WHOLE.users == snapshot.users


@pytest.mark.parametrize(
    ("rows", "options", "error", "forgotten"),
    [
        ({"users": DISTRICT["users"][:1] * 3}, {}, IncompletePull, "users"),
        ({}, {"strict": True}, OddRow, "users"),
        ({"enrollments": []}, {}, SuddenlyEmpty, "enrollments"),
        ({"classes": []}, {"last": WHOLE.certificate}, SuddenlyEmpty, "classes"),
    ],
)
def test_load__what_was_judged_incomplete_is_asked_for_anew(path, rows, options, error, forgotten):
    with pytest.raises(error):
        pull(Paged(rows=DISTRICT | rows), path=path, **options)
    source = Paged()

    assert facts(WHOLE) == facts(pull(source, path=path))
    assert (forgotten, 0) in source.asked
    assert ("orgs", 0) not in source.asked


def test_load__an_empty_district_leaves_nothing_to_believe(path):
    with pytest.raises(EmptyDistrict):
        pull(Paged(rows=dict.fromkeys(DISTRICT, ())), path=path)

    assert facts(WHOLE) == facts(pull(Paged(), path=path))


def test_load__a_source_that_cannot_go_on_is_refused(path):
    with pytest.raises(UsageError, match="this one cannot"):
        pull(read_records([make_org()]), path=path)
    assert not path.exists()


def test_load__passwords_and_a_folder_do_not_go_together(path):
    with pytest.raises(UsageError, match="not both"):
        pull(Paged(), path=path, keep_passwords=True)
    assert not path.exists()


def test_load__a_disk_that_is_full_says_so_and_leaves_a_folder_that_works(path, monkeypatch):
    write = os.write

    def full(descriptor, line):
        if write(descriptor, line[:300]) < 300:
            raise OSError(28, "No space left on device")
        return 300

    monkeypatch.setattr("os.write", full)
    with pytest.raises(TargetError, match="No space left on device"):
        pull(Paged(), path=path)
    monkeypatch.undo()

    assert facts(WHOLE) == facts(pull(Paged(), path=path))


def test_load__a_disk_that_takes_little_at_once_takes_all(path, monkeypatch):
    write = os.write
    monkeypatch.setattr("os.write", lambda descriptor, line: write(descriptor, line[:7]))
    interrupt(path, answers=PAGES - 2)
    monkeypatch.undo()
    source = Paged()

    assert facts(WHOLE) == facts(pull(source, path=path))
    assert [("courses", 0), ("enrollments", 6), ("demographics", 0)] == source.asked
