"""A server whose roster moves while it is paged, and what a pull owes to it."""

import json
from random import Random

from tests.rest.fake import Said

HEADERS = {"none": lambda _rows, _page: {}, "total": lambda rows, _page: {"X-Total-Count": str(len(rows))}}
HEADERS |= {
    "both": lambda rows, page: {"X-Total-Count": str(len(rows)), "X-Count": str(len(page))},
    "page": lambda _rows, page: {"X-Total-Count": str(len(page))},
    "zero": lambda _rows, _page: {"X-Total-Count": "0"},
    "low": lambda rows, _page: {"X-Total-Count": str(max(0, len(rows) - 2))},
}
OFFSETS = {
    "rows": lambda offset, _limit: offset,
    "page": lambda offset, limit: offset // limit * limit,
    "number": lambda offset, limit: offset * limit,
    "ignored": lambda _offset, _limit: 0,
}


class Moving:
    """Answers pages of orgs; before some requests, rows are inserted or removed.

    Attributes:
        always: The ids that are there all the time.
        ever: The ids that were ever there.
    """

    def __init__(self, ids, *, moves=(), most=1_000, headers="both", offsets="rows", by_id=True, seed=0):
        self.ids = sorted(ids)
        if not by_id:
            Random(seed).shuffle(self.ids)  # noqa: S311 - made to be repeated
        self.by_id = by_id
        self.moves = dict(moves)
        self.most = most
        self.headers = HEADERS[headers]
        self.offsets = OFFSETS[offsets]
        self.always, self.ever, self.requests = set(self.ids), set(self.ids), 0

    def __call__(self, asked):
        for move in self.moves.get(self.requests, ()):
            self._move(*move)
        self.requests += 1
        limit = min(int(asked.asks["limit"]), self.most)
        start = self.offsets(int(asked.asks["offset"]), limit)
        rows = sorted(self.ids) if self.by_id else self.ids
        rows = rows[::-1] if self.by_id and asked.asks.get("orderBy") == "desc" else rows
        page = rows[start : start + limit]
        body = {"orgs": [{"sourcedId": item, "name": item, "type": "school"} for item in page]}
        return Said(json.dumps(body).encode(), headers=self.headers(rows, page))

    def _move(self, kind, place):
        if kind == "insert":
            new = f"{place * 37 % 100:02}-new-{len(self.ever)}"
            self.ids.insert(place % (len(self.ids) + 1), new)
            self.ever.add(new)
        elif self.ids:
            gone = self.ids.pop(place % len(self.ids))
            self.always.discard(gone)
