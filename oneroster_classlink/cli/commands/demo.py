"""``demo``: the main job over real HTTP against the embedded sandbox."""

from datetime import date

import click

from oneroster_classlink.cli.commands.plan import tell
from oneroster_classlink.cli.job import plan_first_sync
from oneroster_classlink.cli.kinds import DAY, FOLDER
from oneroster_classlink.cli.shown import Bars
from oneroster_classlink.mapping import Policy
from oneroster_classlink.rest import Client, OAuth1
from oneroster_classlink.sandbox import Sandbox, make_district


@click.command
@click.option("--out", type=FOLDER, default="demo-out", show_default=True, help="Where the files go.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes another district.")
@click.option("--today", type=DAY, help="The day it is; today by default.")
def demo(*, out: str, seed: int, today: date | None) -> None:
    """Serve a made-up district on this machine, pull it, map it, plan its first sync and report it.

    Every school that is matched safely is taken as confirmed here; in a real set-up a person confirms each.
    """
    day = today or date.today()  # noqa: DTZ011 - a school's day is the local one
    district = make_district(seed=seed, today=day)
    with Sandbox(district) as sandbox, Bars() as bars:
        click.echo(f"A made-up district is served at {sandbox.url}", err=True)
        auth = OAuth1(key=sandbox.credentials.key, secret=sandbox.credentials.secret)
        with Client(sandbox.url, auth=auth, progress=bars) as client:
            report = plan_first_sync(client, named=sandbox.url, policy=Policy(today=day), ours=district.product_schools)
    tell(report, out=out)
