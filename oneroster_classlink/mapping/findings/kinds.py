"""The one table of all findings: severity, subject, sentence and what to do."""

from string import Formatter
from types import MappingProxyType

import attrs

from oneroster_classlink.mapping.findings.code import Code, Severity, Subject


@attrs.frozen(kw_only=True)
class FindingKind:
    """What every finding of one code has in common.

    Attributes:
        severity: How much it matters.
        subject: What it is about.
        text: The sentence, with the finding's ids and facts as fields.
        advice: What to do, and where.
    """

    severity: Severity
    subject: Subject
    text: str
    advice: str

    @property
    def facts(self) -> tuple[str, ...]:
        """The fields of the sentence that are no ids of the finding; `FACTS` says what each is."""
        fields = dict.fromkeys(field for _, field, _, _ in Formatter().parse(self.text) if field)
        return tuple(field for field in fields if field not in IDS)


def _error(subject: Subject, text: str, advice: str) -> FindingKind:
    return FindingKind(severity=Severity.ERROR, subject=subject, text=text, advice=advice)


def _alert(subject: Subject, text: str, advice: str) -> FindingKind:
    return FindingKind(severity=Severity.ALERT, subject=subject, text=text, advice=advice)


def _note(subject: Subject, text: str, advice: str = "Nothing needs to be done.") -> FindingKind:
    return FindingKind(severity=Severity.NOTE, subject=subject, text=text, advice=advice)


IDS = ("school", "klass", "user", "enrollment")
"""The ids that a finding can have, in the order in which findings are sorted."""
FACTS = MappingProxyType(
    {
        "account": "the id of one of the host's accounts",
        "agents": "ids of users",
        "by": "what made the link: a sourcedId, an e-mail address or a mobile number, without its value",
        "count": "how many there are",
        "date": "a date of a session or of an enrollment",
        "field": "the name of a field",
        "length": "how many characters there were",
        "limit": "how many characters are left",
        "missing": "the id of the school that is named and not shared, or that none is named",
        "other": "the id of another enrollment",
        "others": "ids of other records of the same kind, or of other accounts",
        "outcome": "owner or member",
        "owner": "the id of a user",
        "owners": "ids of users, or the roles that own classes by the policy",
        "predicate": "the name of a predicate of the policy",
        "role": "the role of the enrollment or of the account",
        "roles": "the user's roles, as they came",
        "session": "the id of an academic session",
        "type": "the org's type or status",
        "winner": "the id of the user or account that has it",
    }
)
"""What the facts of the sentences are: ids, roles, statuses, counts and session dates, never a person's data."""

_DISTRICT, _SCHOOL, _CLASS, _SEAT, _USER = Subject
_SHARING = "Widen the app's permissions in ClassLink Roster Server, or mend the record in the SIS."
_OWN_CONTACT = "Give each person an e-mail address and a mobile number of their own in the SIS."
_POLICY = "Change the policy if it should be taken."

KINDS = MappingProxyType(
    {
        Code.DEMOGRAPHICS_NOT_SHARED: _alert(
            _DISTRICT,
            "Demographics are not shared, so every student's age is unknown.",
            "In ClassLink, under the app's Filter Fields (or Shared Fields), enable Demographics and select birthDate.",
        ),
        Code.GUARDIANS_NOT_SHARED: _note(
            _DISTRICT,
            "Nobody with the role parent or guardian is shared.",
            "If families should be reached, share parents and guardians with agents in ClassLink Roster Server; by "
            "default only enrolled users are shared, others need Unenrolled Users.",
        ),
        Code.CO_TEACHERS_NOT_SHARED: _note(
            _DISTRICT,
            "No teacher's seat is without the primary mark, so co-teachers are perhaps not shared.",
            "If there are co-teachers, switch on Pull Secondary Teachers in ClassLink's import of the SIS.",
        ),
        Code.SCHOOL_UNKNOWN: _error(
            _SCHOOL,
            "School {school} is to be taken but is not among the shared active schools.",
            "Share the school with the app in ClassLink Roster Server, or match it anew.",
        ),
        Code.SCHOOL_NAME_CUT: _alert(
            _SCHOOL,
            "The name of school {school} has {length} characters and was cut to {limit}.",
            "Shorten the name in the SIS.",
        ),
        Code.CLASS_TOBEDELETED: _note(_CLASS, "Class {klass} is marked tobedeleted."),
        Code.CLASS_SCHOOL_MISSING: _alert(_CLASS, "Class {klass} names {missing}.", _SHARING),
        Code.CLASS_NOT_IN_SCHOOL: _alert(
            _CLASS,
            "Class {klass} belongs to org {school}, which is not an active school but {type}.",
            "Move the class to a school in the SIS.",
        ),
        Code.CLASS_SCHOOL_NOT_TAKEN: _note(
            _CLASS,
            "Class {klass} belongs to school {school}, which was not chosen.",
            "Match and confirm the school to take it.",
        ),
        Code.CLASS_EXCLUDED: _note(_CLASS, "Class {klass} is left out by the policy: not {predicate}.", _POLICY),
        Code.CLASS_ENDED: _note(
            _CLASS, "Class {klass} ended: the last day of session {session} is before {date}.", _POLICY
        ),
        Code.CLASS_NOT_BEGUN: _note(
            _CLASS, "Class {klass} has not begun: session {session} begins on {date}.", _POLICY
        ),
        Code.CLASS_NO_TERM: _note(
            _CLASS,
            "Class {klass} has no session with dates, and the policy leaves such classes out.",
            "Give the class a term in the SIS, or change the policy.",
        ),
        Code.CLASS_TERM_UNKNOWN: _note(
            _CLASS,
            "Class {klass} has no session with dates, so it is taken as it is shared.",
            "Give the class a term in the SIS.",
        ),
        Code.CLASS_NO_OWNER: _alert(
            _CLASS,
            "Class {klass} has no owner, so nobody can claim it.",
            "Mark its teacher as primary in the SIS; in ClassLink, share teachers and their primary flag.",
        ),
        Code.CLASS_NO_ABLE_OWNER: _alert(
            _CLASS,
            "Every owner of class {klass} ({owners}) is disabled or cannot be created, so nobody can claim it.",
            "See the findings of its owners.",
        ),
        Code.CLASS_SEVERAL_OWNERS: _note(
            _CLASS,
            "Class {klass} has {count} owners: {owners}.",
            "Mark one teacher alone as primary in the SIS if the others are not to own it.",
        ),
        Code.CLASS_NO_MEMBER: _note(_CLASS, "Class {klass} has no member.", "Check its enrollments in the SIS."),
        Code.CLASS_NAME_CUT: _alert(
            _CLASS,
            "The name of class {klass} has {length} characters and was cut to {limit}.",
            "Shorten the class title in the SIS.",
        ),
        Code.CLASS_NAMES_ALIKE: _note(
            _CLASS,
            "Class {klass} has the same name as {others} of the same owner {owner}.",
            "Add the period to the title in the SIS, or let the policy make names distinct.",
        ),
        Code.SEAT_TOBEDELETED: _note(_SEAT, "Enrollment {enrollment} is marked tobedeleted."),
        Code.SEAT_CLASS_MISSING: _alert(
            _SEAT, "Enrollment {enrollment} names class {klass}, which is not shared.", _SHARING
        ),
        Code.SEAT_CLASS_NOT_TAKEN: _note(
            _SEAT, "Enrollment {enrollment} is in class {klass}, which is not taken.", "See the finding of the class."
        ),
        Code.SEAT_USER_MISSING: _alert(
            _SEAT, "Enrollment {enrollment} names user {user}, who is not shared.", _SHARING
        ),
        Code.SEAT_USER_TOBEDELETED: _note(
            _SEAT,
            "Enrollment {enrollment} is of user {user}, who is marked tobedeleted.",
            "End the enrollment in the SIS if the user really left.",
        ),
        Code.SEAT_USER_EXCLUDED: _note(
            _SEAT,
            "Enrollment {enrollment} is of user {user}, whom the policy leaves out.",
            "See the finding of the user.",
        ),
        Code.SEAT_ROLE_NOT_INGESTED: _note(
            _SEAT,
            "Enrollment {enrollment} is of user {user}, who has no role that is ingested ({roles}).",
            "Give the user an ingested role in the SIS if the person should be in the class.",
        ),
        Code.SEAT_ENDED: _note(
            _SEAT,
            "Enrollment {enrollment} of user {user} in class {klass} ended: its last day is before {date}.",
            _POLICY,
        ),
        Code.SEAT_NOT_BEGUN: _note(
            _SEAT, "Enrollment {enrollment} of user {user} in class {klass} begins on {date}.", _POLICY
        ),
        Code.SEAT_EXCLUDED: _note(
            _SEAT, "Enrollment {enrollment} is left out by the policy: not {predicate}.", _POLICY
        ),
        Code.SEAT_ROLES_DISAGREE: _alert(
            _SEAT,
            "User {user} ({roles}) has the enrollment role {role} in class {klass}: the roles disagree; by the policy "
            "{outcome}.",
            "Make the user's role and the enrollment's role agree in the SIS.",
        ),
        Code.SEAT_PRIMARY_IGNORED: _note(
            _SEAT,
            "User {user} ({roles}) is marked primary in class {klass}, where the enrollment's role is {role}, and is a "
            "member all the same: {owners} own classes by the policy.",
            "Take the primary flag off in the SIS.",
        ),
        Code.SEAT_OWNER_SUSPENDED: _alert(
            _SEAT,
            "User {user} owns class {klass} but is disabled (enabledUser false).",
            "Enable the user in the SIS, or mark another teacher as primary.",
        ),
        Code.SEAT_OWNER_FROM_ELSEWHERE: _note(
            _SEAT,
            "User {user} owns class {klass} but has no role in a school that is taken.",
            "Match and confirm the user's own school too, if it should count.",
        ),
        Code.SEAT_DOUBLED: _note(
            _SEAT,
            "Enrollment {enrollment} gives user {user} a second seat in class {klass}; enrollment {other} counts.",
            "End one of the enrollments in the SIS.",
        ),
        Code.USER_TOBEDELETED: _note(_USER, "User {user} is marked tobedeleted."),
        Code.USER_ROLE_NOT_INGESTED: _note(_USER, "User {user} has no role that is ingested ({roles})."),
        Code.USER_EXCLUDED: _note(_USER, "User {user} is left out by the policy: not {predicate}.", _POLICY),
        Code.USER_NOT_IN_SCHOOL: _note(
            _USER,
            "User {user} ({roles}) belongs to no school that is taken and has no seat in a class that is.",
            "Match and confirm the user's school to take the user.",
        ),
        Code.USER_MERGED: _note(
            _USER, "User {user} ({roles}) is the same person as {winner} by the policy, and was merged into that one."
        ),
        Code.USER_DISABLED: _note(_USER, "User {user} is disabled (enabledUser false), so suspended and not removed."),
        Code.STAFF_NO_EMAIL: _error(
            _USER,
            "User {user} ({roles}) has no valid e-mail address, so no account can be created.",
            "Enter a valid e-mail address in the SIS and share the field email in ClassLink.",
        ),
        Code.STAFF_EMAIL_TAKEN: _error(
            _USER,
            "User {user} ({roles}) has an e-mail address that belongs to {winner}, so no account can be created.",
            _OWN_CONTACT,
        ),
        Code.EMAIL_TAKEN: _alert(
            _USER, "User {user} ({roles}) has an e-mail address that belongs to {winner}.", _OWN_CONTACT
        ),
        Code.EMAIL_INVALID: _alert(
            _USER,
            "The e-mail address of user {user} ({roles}) is not a valid one, so it is not used.",
            "Correct the e-mail address in the SIS.",
        ),
        Code.MOBILE_TAKEN: _alert(
            _USER, "User {user} ({roles}) has a mobile number that belongs to {winner}.", _OWN_CONTACT
        ),
        Code.MOBILE_INVALID: _alert(
            _USER,
            "The mobile number of user {user} ({roles}) is not a valid one, so it is not used.",
            "Correct the number in the SIS.",
        ),
        Code.MOBILE_FROM_PHONE: _note(
            _USER,
            "The mobile number of user {user} ({roles}) is the field {field}, because those before it are empty.",
            "Share the field sms in ClassLink, or change the policy if this field holds no mobile numbers.",
        ),
        Code.ACCOUNT_LINKED: _note(_USER, "User {user} ({roles}) is linked to account {account} by {by}."),
        Code.ACCOUNT_ROLE_DIFFERS: _alert(
            _USER,
            "User {user} ({roles}) is linked by its sourcedId to account {account}, which has another role: {role}.",
            "Correct the role in the SIS, or the role or the link of the account on your side.",
        ),
        Code.ACCOUNTS_SEVERAL: _alert(
            _USER,
            "User {user} ({roles}) has several accounts, because records were merged: {account} is linked, beside "
            "{others}.",
            "Merge the accounts on your side, or keep the records apart by the policy.",
        ),
        Code.STAFF_ALSO_PARENT: _note(
            _USER,
            "User {user} ({roles}) has the same name and e-mail address as {others}: staff who are also parents, "
            "perhaps.",
            "Let the policy merge them (it does where both are enabled or both are disabled), or keep one record with "
            "both roles in the SIS.",
        ),
        Code.USER_PERHAPS_TWICE: _alert(
            _USER,
            "User {user} ({roles}) has the same name and the same further id as {others}: perhaps one person, kept as "
            "several.",
            "Keep one record for each person in the SIS, with a role in each school.",
        ),
        Code.STUDENT_NO_CONTACT: _alert(
            _USER,
            "Student {user} has neither an e-mail address nor a mobile number that can be used.",
            "Enter one in the SIS, or share the fields email, sms and phone in ClassLink.",
        ),
        Code.STUDENT_NO_BIRTH_DATE: _alert(
            _USER,
            "Student {user} has no readable birth date, so the age is unknown.",
            "Enter it in the SIS; in ClassLink, share Demographics with birthDate for all users.",
        ),
        Code.STUDENT_NO_REACHABLE_GUARDIAN: _note(
            _USER,
            "Student {user} has no guardian with a contact point ({count} guardians).",
            "Link a guardian with an e-mail address or a mobile number in the SIS.",
        ),
        Code.STUDENT_MANY_GUARDIANS: _alert(
            _USER,
            "Student {user} has {count} guardians.",
            "Check in the SIS that none is only an emergency contact.",
        ),
        Code.GUARDIAN_NO_STUDENT: _alert(
            _USER,
            "User {user} ({roles}) is linked to no student that is taken.",
            "Link the guardian in the SIS, and share agents in ClassLink.",
        ),
        Code.GUARDIAN_NO_CONTACT: _alert(
            _USER,
            "User {user} ({roles}) has no contact point that can be used, so cannot be reached.",
            "Enter an e-mail address or a mobile number in the SIS, or share the fields in ClassLink.",
        ),
        Code.AGENT_MISSING: _note(_USER, "User {user} names agents who are not shared: {agents}.", _SHARING),
        Code.AGENT_NOT_GUARDIAN: _note(
            _USER,
            "User {user} ({roles}) names agents who are not a student and a guardian of each other: {agents}.",
            "Give guardians the role parent or guardian in the SIS.",
        ),
    }
)
"""Every code: severity, subject, sentence and advice. The documentation's table is made from it."""
