"""How a server behaves where servers differ, as a value."""

import attrs


@attrs.frozen(kw_only=True)
class Fingerprint:
    """How a server behaves; ``None`` where the little that was asked does not tell.

    Attributes:
        version: The OneRoster version that was spoken.
        collection: The collection that the paging was tried on, the largest one.
        default_page: Rows of a page when no limit is given.
        greatest_page: Rows of a page when more are asked for, where the server cut the page.
        uncut_page: The largest page that came uncut.
        refused_page: How many rows of ids alone were asked for and not given.
        count_headers: The headers that count or link, as far as they came.
        revision: Whether it sends a revision mark (``x-perm-rev``).
        sort: Whether it sorts by ``sourcedId`` when asked.
        order_by: Whether it sorts downwards when asked.
        filter: Whether it filters by one clause.
        filter_and: Whether it filters by two clauses joined by ``AND``.
        dotted_filter: Whether it filters by a field of a reference, such as ``class.sourcedId``.
        delta: Whether it filters by ``dateLastModified``.
        error_status: The status for a record that does not exist.
        error_shape: How it writes errors (ONEROSTER 3.5 and 7).
    """

    version: str | None = None
    collection: str | None = None
    default_page: int | None = None
    greatest_page: int | None = None
    uncut_page: int | None = None
    refused_page: int | None = None
    count_headers: tuple[str, ...] = ()
    revision: bool | None = None
    sort: bool | None = None
    order_by: bool | None = None
    filter: bool | None = None
    filter_and: bool | None = None
    dotted_filter: bool | None = None
    delta: bool | None = None
    error_status: int | None = None
    error_shape: str | None = None
