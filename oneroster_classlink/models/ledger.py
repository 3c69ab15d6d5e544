"""What happened to one row that was not taken as it came."""

import attrs


@attrs.frozen(kw_only=True)
class LedgerEntry:
    """One row that was repaired or could not be read; it holds no value of the row but its id.

    Attributes:
        collection: The collection, such as ``users``.
        index: The row's place in the collection as pulled, from 0.
        sourced_id: The row's id where it could be read.
        problems: Why the row was given up, each as "what @ path"; empty where it was kept.
        repairs: What was read in another form than the standard's, each as "what @ path".
    """

    collection: str
    index: int
    sourced_id: str | None
    problems: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()

    @property
    def is_lost(self) -> bool:
        """Whether the row was given up."""
        return bool(self.problems)
