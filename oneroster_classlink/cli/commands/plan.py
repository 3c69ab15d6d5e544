"""``plan``: pull a district, map it, plan its first sync, report it; apply nothing."""

import click

from oneroster_classlink.bundle import read_folder
from oneroster_classlink.cli.job import plan_first_sync, write_report
from oneroster_classlink.cli.kinds import FOLDER
from oneroster_classlink.cli.policies import takes_policy
from oneroster_classlink.cli.secrets import Credentials, takes_credentials
from oneroster_classlink.cli.shown import Bars
from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping import Policy
from oneroster_classlink.report import Report, render_text
from oneroster_classlink.report.folder import shown_path
from oneroster_classlink.rest import Client


@click.command
@click.option("--url", help="A OneRoster server: its origin, or the base path of a version.")
@click.option("--data", type=click.Path(), help="In place of a server, a folder of JSON lists (users.json, …).")
@takes_credentials
@click.option("--page-size", type=click.IntRange(1, 10_000), default=5_000, show_default=True)
@click.option("--in-flight", type=click.IntRange(1, 32), default=4, show_default=True, help="Requests at once.")
@takes_policy
@click.option("--out", type=FOLDER, help="A folder for report.html, roster.json, findings.csv and the findings by code "
              "and by school.")  # fmt: skip
def plan(
    *,
    url: str | None,
    data: str | None,
    credentials: Credentials,
    page_size: int,
    in_flight: int,
    policy: Policy,
    out: str | None,
) -> None:
    """Pull a district, map it, plan its first sync and report it. Nothing is applied.

    The secret comes from ONEROSTER_SECRET (a bearer from ONEROSTER_BEARER), from --secret-file or from a hidden
    prompt; no option takes it as its value. roster.json holds personal data and is readable for you only.
    """
    match (url, data):
        case (None, str(folder)):
            report = plan_first_sync(read_folder(folder), named=folder, policy=policy)
        case (str(address), None):
            client = Client(
                address,
                auth=credentials.make_auth(),
                version=credentials.version,
                page_size=page_size,
                in_flight=in_flight,
                progress=(bars := Bars()),
            )
            with bars, client:
                report = plan_first_sync(client, named=address, policy=policy)
        case _:
            raise UsageError("Give either --url, a OneRoster server, or --data, a folder of JSON lists.")
    tell(report, out=out)


def tell(report: Report, *, out: str | None) -> None:
    """Print *report*, and write its files into the folder *out* where one is given."""
    paths = write_report(report, folder=out) if out is not None else ()
    click.echo(render_text(report))
    for path in paths:
        click.echo(f"wrote {shown_path(path)}")
    click.echo("Nothing was applied." + ("" if paths else " To write the report and the roster, add --out FOLDER."))
