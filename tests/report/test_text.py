"""The report as plain text."""

import attrs

from oneroster_classlink.mapping import Roster, map_roster
from oneroster_classlink.report import render_text
from tests.records import make_org, make_snapshot
from tests.report.district import PERSONAL, make_district, make_ledger, make_matches, make_report


def test_render_text__tells_everything_and_shows_nobody():
    text = render_text(make_report(matches=make_matches(), ledger=make_ledger()))

    assert text.startswith("Pulled https://district.example on 2026-10-01 at 12:00 UTC\norgs ")
    assert "       2 x classes: repaired: date in another form @ $.x\n" in text
    assert "       1 x users: given up: missing @ $.sourcedId\n" in text
    assert "  South                             South School\n      matched, confirmed: same name\n" in text
    assert "  West                              none\n      unmatched, not confirmed: " in text
    assert "South School                1       0       1        1         0       0       4\n" in text
    assert "  create   2 schools, 2 classes, 5 people, 3 seats\n" in text
    assert "  error        1 x staff-no-email\n                  Enter a valid e-mail address in the SIS" in text
    assert "  note         1 x user-not-in-school\n" in text
    assert not any(word in text.casefold() for word in PERSONAL)


def test_render_text__fits_80_columns():
    lines = render_text(make_report(matches=make_matches())).splitlines()

    assert 80 >= max(len(line) for line in lines)


def test_render_text__a_name_cannot_turn_the_terminal_round():
    text = render_text(make_report(make_snapshot(make_org(name="North\u202eloohcS"))))

    assert "North?loohcS" in text


def test_render_text__says_what_is_missing_and_when_nothing_was_found():
    earlier = map_roster(make_district()).roster
    report = make_report(make_snapshot(make_org()))
    missing = attrs.evolve(report.plan, missing=make_report(before=None).plan.creates[:2])

    assert "No findings" in render_text(report)
    assert "  missing  2 things are absent" in render_text(attrs.evolve(report, plan=missing))
    assert "  remove   2 schools, 2 classes, 5 people, 3 seats\n" not in render_text(make_report(before=earlier))
    assert "  create   0 schools, 0 classes, 0 people, 0 seats\n" in render_text(make_report(before=earlier))
    assert Roster() != earlier
