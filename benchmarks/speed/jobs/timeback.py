"""The job of a rival that needs a Python of its own: `timeback-oneroster`, its rows kept as it gives them."""

import asyncio
import json
import sys
import time

from timeback_common import OneRosterPaths
from timeback_oneroster import OneRosterClient
from timeback_oneroster.lib import Transport


async def pull(url: str, limit: int) -> int:
    """Pull what it can of a district, collection by collection, and return the rows."""
    base = "/ims/oneroster/v1p1"
    paths = OneRosterPaths(rostering=base, gradebook=base, resources=base)
    client = OneRosterClient(transport=Transport(base_url=url, paths=paths, no_auth=True, timeout=300))
    names = ("orgs", "academic_sessions", "courses", "classes", "users", "enrollments")
    found = [await getattr(client, name).list_all(limit=limit) for name in names]
    await client.close()
    return sum(map(len, found))


if __name__ == "__main__":
    _, given = json.loads(sys.argv[1])
    began = time.perf_counter()
    rows = asyncio.run(pull(given["url"], given["limit"]))
    sys.stdout.write(json.dumps({"seconds": time.perf_counter() - began, "rows": rows}) + "\n")
