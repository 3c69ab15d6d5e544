"""The users of the large district and their demographics, each worked out from its number."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from oneroster_classlink.sandbox.district import LazyRows
from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.sandbox.made_up.figures.published import ITINERANT, SHARED_EMAIL, SHARED_MOBILE
from oneroster_classlink.sandbox.made_up.large.families import GUARDIANS, Families, Family
from oneroster_classlink.sandbox.made_up.large.mixing import Shuffle, mixed
from oneroster_classlink.sandbox.made_up.large.schools import SCHOOLS, STUDENTS, Blocks, school_id
from oneroster_classlink.sandbox.made_up.large.timetable import TEACHERS
from oneroster_classlink.sandbox.made_up.names import FAMILY_NAMES, STUDENT_DOMAIN, email, phone

OTHERS_OF_SCHOOL = ("administrator", "administrator", "aide")
OTHERS = SCHOOLS * len(OTHERS_OF_SCHOOL)
KINDS = {"GDN": GUARDIANS, "OTH": OTHERS, "STU": STUDENTS, "TCH": TEACHERS}
"""Users by the beginning of their ids, in the order of ids."""
_FIRST = {kind: sum(list(KINDS.values())[:place]) for place, kind in enumerate(KINDS)}
USERS = sum(KINDS.values())
_KINDS, _STARTS = tuple(_FIRST), tuple(_FIRST.values())
_NAMES_12 = {"administrator": "siteAdministrator"}
_NO_EMAIL = frozenset({"KG", "01", "02", "03"})
_USER = (
    '{"sourcedId":"%s","status":"active","dateLastModified":"%s","enabledUser":"true","username":"%s%d",'
    '"userIds":[{"type":"StateID","identifier":"99%06d"}],"givenName":"%s","familyName":"%s","middleName":"",'
    '"identifier":"%d","email":"%s","sms":"%s","phone":"%s","agents":[%s],"grades":[%s],"password":"",%s}'
)
_REF = '{"sourcedId":"%s","type":"%s"}'


@attrs.frozen
class Who:
    """What is known of a user by its number.

    Attributes:
        role: The 1.1 role.
        orgs: The numbers of the schools.
        family: The family.
        grade: The grade of a student.
        agents: The ids of the users it is linked to.
        twin: Whose e-mail address and mobile number it may share, by number.
    """

    role: str
    orgs: tuple[int, ...]
    family: Family | None = None
    grade: str | None = None
    agents: tuple[str, ...] = ()
    twin: int | None = None


@attrs.frozen(slots=False)
class People(LazyRows):
    """The users.

    Attributes:
        blocks: Which school and grade a student is in.
        families: Who belongs together.
        school_of_teacher: The school of each teacher.
        stamp: When the rows were imported.
        seed: What decides names and dates.
        autumn: The day on which kindergartners are five.
    """

    blocks: Blocks
    families: Families
    school_of_teacher: Sequence[int]
    stamp: str
    seed: int
    autumn: date
    orders: dict[str, Shuffle] = attrs.field(init=False)

    @orders.default
    def _orders(self) -> dict[str, Shuffle]:
        return {kind: Shuffle.of(size, salt=self.seed + place) for place, (kind, size) in enumerate(KINDS.items())}

    def __len__(self) -> int:
        """Return how many users there are."""
        return USERS

    def id(self, kind: str, number: int) -> str:
        """Return the id of the user of *kind* with *number*."""
        return f"{kind}-{self.orders[kind].place(number):06}"

    def place(self, sourced_id: str) -> int | None:
        """Return the place of a user."""
        kind, _, digits = sourced_id.partition("-")
        if kind not in KINDS or len(digits) != len("000000") or not digits.isdecimal():
            return None
        return _FIRST[kind] + int(digits) if int(digits) < KINDS[kind] else None

    def at(self, path: str, value: str) -> Sequence[int] | None:
        """Return the students or the teachers; no other selection is known without reading all."""
        kind = {"student": "STU", "teacher": "TCH"}.get(value) if path == "role" else None
        return range(_FIRST[kind], _FIRST[kind] + KINDS[kind]) if kind else None

    def kind(self, place: int) -> tuple[str, int]:
        """Return kind and number of the user at *place*."""
        kind = _KINDS[bisect_right(_STARTS, place) - 1]
        return kind, self.orders[kind].number(place - _FIRST[kind])

    def page(self, places: Iterable[int], *, version: Version = Version.V11) -> list[bytes]:
        """Return users as JSON."""
        return [self._encoded(place, version) for place in places]

    def _encoded(self, place: int, version: Version) -> bytes:
        kind, number = self.kind(place)
        who = _READERS[kind](self, number)
        serial = _SERIAL[kind] + number
        given, family = self._names(serial, who.family)
        agents = ",".join(_REF % (agent, "user") for agent in who.agents)
        orgs = [_REF % (school_id(org), "org") for org in who.orgs]
        sourced_id = f"{kind}-{place - _FIRST[kind]:06}"
        text = _USER % (
            *(sourced_id, self.stamp, given.lower(), serial, serial, given, family, serial),
            *self._contacts(kind, serial, given, who),
            *(agents, f'"{who.grade}"' if who.grade else "", _roles(who.role, orgs, version)),
        )
        return text.encode("ascii")

    def _names(self, serial: int, family: Family | None) -> tuple[str, str]:
        chance = mixed(serial, salt=self.seed)
        own = mixed(family.number, salt=self.seed + 1) if family else chance >> 32
        return FAMILY_NAMES[chance % len(FAMILY_NAMES)], FAMILY_NAMES[own % len(FAMILY_NAMES)]

    def _contacts(self, kind: str, serial: int, given: str, who: Who) -> tuple[str, str, str]:
        """Return e-mail address, mobile number and telephone."""
        if kind == "STU":
            known = who.grade not in _NO_EMAIL
            return email(given, number=serial, domain=STUDENT_DOMAIN) if known else "", "", ""
        if kind != "GDN":
            return email(given, number=serial), "", phone(serial)
        chance = mixed(who.family.number, salt=self.seed + 2) if who.family else 0
        twin, mail, mobile = who.twin, email(given, number=serial), phone(serial)
        if twin is not None and chance % 1_000 < SHARED_EMAIL * 1_000:
            mail = email(self._names(_SERIAL[kind] + twin, None)[0], number=_SERIAL[kind] + twin)
        if twin is not None and (chance >> 20) % 1_000 < SHARED_MOBILE * 1_000:
            mobile = phone(_SERIAL[kind] + twin)
        return mail, mobile, ""

    def _student(self, number: int) -> Who:
        family = self.families.of_student(number)
        school, grade = self.blocks.find(number)
        linked = family is not None and _SIDES[family.number % len(_SIDES)] != "guardian"
        agents = tuple(self.id("GDN", adult) for adult in family.adults) if family and linked else ()
        return Who("student", (school,), family, grade, agents)

    def _guardian(self, number: int) -> Who:
        family = self.families.of_guardian(number)
        role = ("parent", "guardian")[number % 2]
        if family is None:
            return Who(role, (number % SCHOOLS,))
        linked = _SIDES[family.number % len(_SIDES)] != "student"
        agents = tuple(self.id("STU", child) for child in family.children) if linked else ()
        orgs = tuple(dict.fromkeys(self.blocks.find(child)[0] for child in family.children))
        twin = family.adults.start if number > family.adults.start else None
        return Who(role, orgs, family, agents=agents, twin=twin)

    def _teacher(self, number: int) -> Who:
        home = self.school_of_teacher[number]
        chance = mixed(number, salt=self.seed + 3)
        away = chance % 1_000 < ITINERANT * 1_000
        return Who("teacher", (home, (home + 1 + (chance >> 20) % (SCHOOLS - 1)) % SCHOOLS) if away else (home,))

    def _other(self, number: int) -> Who:
        school, place = divmod(number, len(OTHERS_OF_SCHOOL))
        return Who(OTHERS_OF_SCHOOL[place], (school,))


_SIDES = ("student", "guardian", "both")
_READERS = {"GDN": People._guardian, "OTH": People._other, "STU": People._student, "TCH": People._teacher}  # noqa: SLF001 - its own
_SERIAL = {"STU": 0, "GDN": STUDENTS, "TCH": STUDENTS + GUARDIANS, "OTH": STUDENTS + GUARDIANS + TEACHERS}


@attrs.frozen(slots=False)
class Demographics(LazyRows):
    """The demographics of every user.

    Attributes:
        people: The users.
    """

    people: People

    def __len__(self) -> int:
        """Return how many there are."""
        return USERS

    def place(self, sourced_id: str) -> int | None:
        """Return the place of the demographics of a user."""
        return self.people.place(sourced_id)

    def at(self, path: str, value: str) -> None:
        """Know no selection."""

    def page(self, places: Iterable[int], *, version: Version = Version.V11) -> list[bytes]:  # noqa: ARG002 - both are alike
        """Return demographics as JSON."""
        return [self._encoded(place) for place in places]

    def _encoded(self, place: int) -> bytes:
        people = self.people
        kind, number = people.kind(place)
        chance = mixed(_SERIAL[kind] + number, salt=people.seed + 5)
        age = _FIRST_AGE + _grade(people, number) if kind == "STU" else _ADULT + (chance >> 40) % _SPAN
        born = people.autumn.toordinal() - 365 * age - age // 4 - 1 - chance % 360
        text = (
            f'{{"sourcedId":"{kind}-{place - _FIRST[kind]:06}","status":"active","dateLastModified":"{people.stamp}",'
            f'"birthDate":"{date.fromordinal(born).isoformat()}","sex":"{("female", "male")[chance >> 63]}"}}'
        )
        return text.encode("ascii")


_FIRST_AGE, _ADULT, _SPAN = 5, 26, 36


def _grade(people: People, student: int) -> int:
    """Return the grade of *student* as a number, kindergarten as 0."""
    _, grade = people.blocks.find(student)
    return 0 if grade == "KG" else int(grade)


def _roles(role: str, orgs: list[str], version: Version) -> str:
    if version is Version.V11:
        return f'"role":"{role}","orgs":[{",".join(orgs)}]'
    role = _NAMES_12.get(role, role)
    return '"roles":[' + ",".join(f'{{"roleType":"primary","role":"{role}","org":{org}}}' for org in orgs) + "]"
