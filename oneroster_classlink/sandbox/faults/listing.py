"""The list of all faults, for people."""

from collections.abc import Iterator

from oneroster_classlink.sandbox.faults.catalogue import FAULTS


def fault_lines() -> Iterator[str]:
    """Yield what each fault does and what can be set of it, with the default first."""
    for name, kind in FAULTS.items():
        yield f"{name:<22}{kind.says}"
        for key, option in kind.options.items():
            others = (str(choice) for choice in option.choices if choice is not option.default)
            yield f"{'':<22}  {key}={' | '.join((str(option.default), *others))}"
    yield "Each also takes collection=NAME, after=N, every=N and times=N, which say where and when it strikes."
