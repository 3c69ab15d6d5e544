"""What is odd about classes: status, titles, owners, references to what is not shared."""

from oneroster_classlink.sandbox.made_up.draft import Draft, ref

_LONG = "Advanced Studies in Everything That Can Be Studied "


def _statuses(draft: Draft) -> None:
    rows = draft.pick_classes(2)
    for row in rows:
        row["status"] = "tobedeleted"
    draft.mark("class_tobedeleted", rows)


def _titles(draft: Draft) -> None:
    empty, long = draft.pick_classes(5), draft.pick_classes()
    for row in empty:
        row["title"] = ""
    for row in long:
        row["title"] = (_LONG * 6).strip()
    draft.mark("empty_title", empty)
    draft.mark("long_title", long)


def _owners(draft: Draft) -> None:
    without = draft.pick_classes(4)
    for seat in draft.seats_of(without, role="teacher"):
        seat["primary"] = "false"
    draft.mark("no_primary", without)
    for teacher in draft.pick_users("teacher", 3):
        klass = draft.pick_class_for(teacher)
        draft.add_seat(teacher["sourcedId"], klass, role="teacher", primary=True)
        draft.mark("two_primaries", [klass])


def _dangling(draft: Draft) -> None:
    targets = {"dangling_school": ("school", "org"), "dangling_course": ("course", "course")}
    for name, (field, kind) in targets.items():
        rows = draft.pick_classes()
        for row in rows:
            row[field] = ref(f"NOT-SHARED-{field.upper()}", kind)
        draft.mark(name, rows)
    rows = draft.pick_classes()
    for row in rows:
        row["terms"] = [ref("NOT-SHARED-TERM", "academicSession")]
    draft.mark("dangling_term", rows)


CLASSES = (_statuses, _titles, _owners, _dangling)
