"""``doctor``: what a server shares, what the set-up still needs, and where to switch it on."""

import json
from datetime import date

import click

from oneroster_classlink.checkup import preflight, render_preflight
from oneroster_classlink.cli.kinds import DAY
from oneroster_classlink.cli.secrets import Credentials, takes_credentials
from oneroster_classlink.rest import Client

NOT_READY = 8
"""The exit status when a prerequisite is missing."""


@click.command
@click.option("--url", required=True, help="A OneRoster server: its origin, or the base path of a version.")
@takes_credentials
@click.option("--today", type=DAY, help="The day on which classes are told to be running.")
@click.option(
    "--most-rows",
    type=click.IntRange(1, 20_000),
    default=1_001,
    show_default=True,
    help="How many ids to ask for at once, to find the greatest page; 10001 shows ClassLink's limit.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, url: str, credentials: Credentials, today: date | None, most_rows: int, as_json: bool) -> int:
    """Check what a server shares, by some thirty small requests. Nothing is pulled, no person is shown.

    Each prerequisite of the set-up is ok, warning (it can be meant; look at it), missing (switch it on where it
    says) or unknown (the answer hangs on something else). Exit status 8 says that something is missing.

    The secret comes from ONEROSTER_SECRET (a bearer from ONEROSTER_BEARER), from --secret-file or from a hidden
    prompt; no option takes it as its value.
    """
    with Client(url, auth=credentials.make_auth(), version=credentials.version) as client:
        found = preflight(client, today=today, most_rows=most_rows)
    click.echo(json.dumps(found.document(), indent=2) if as_json else render_preflight(found).rstrip("\n"))
    return 0 if found.is_ready else NOT_READY
