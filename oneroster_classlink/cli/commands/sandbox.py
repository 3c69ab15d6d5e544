"""``sandbox``: serve a district until stopped."""

import json
import signal
from datetime import date

import click

from oneroster_classlink.sandbox import Sandbox, make_district, read_district
from oneroster_classlink.sandbox.faults import Faults, fault_lines
from oneroster_classlink.sandbox.made_up import Size
from oneroster_classlink.wire.address import is_loopback


def _list_faults(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's
    if wanted:
        click.echo("\n".join(fault_lines()))
        context.exit()


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on; any "
              "but a loopback one lets other machines in.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--data", type=click.Path(), help="Serve this folder of JSON lists in place of a made-up district.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes another district.")
@click.option("--size", type=click.Choice(["small", "medium", "large"]), default="small", show_default=True,
              help="3,000, 19,000 or 970,000 users; a large one is paged through, not searched.")  # fmt: skip
@click.option("--fault", "orders", multiple=True, metavar="NAME[:key=value,…]", help="A fault to switch on, such as "
              "rate_limit:collection=users,every=3; may be given again.")  # fmt: skip
@click.option("--faults", is_flag=True, is_eager=True, expose_value=False, callback=_list_faults, help="Print every "
              "fault and what can be set of it, and end.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON: url, key, secret, "
              "bearer, token_url, classlink_key, classlink_client, classlink_secret.")  # fmt: skip
def sandbox(
    *, host: str, port: int, data: str | None, seed: int, size: Size, orders: tuple[str, ...], as_json: bool
) -> None:
    """Serve a district like a Roster Server, on this machine only unless told otherwise, until Ctrl-C.

    Its credentials are made up and open nothing else, so they are printed.
    """
    faults = Faults(orders)
    today = date.today()  # noqa: DTZ011 - a school's day is the local one
    district = read_district(data) if data is not None else make_district(seed=seed, today=today, size=size)
    running = Sandbox(district, host=host, port=port)
    running.world.change(faults=faults)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    found, classlink = running.credentials, running.classlink
    facts = {
        "url": running.url,
        "key": found.key,
        "secret": found.secret,
        "bearer": found.bearer,
        "token_url": found.token_url,
        "classlink_key": classlink.partner_key,
        "classlink_client": classlink.client_id,
        "classlink_secret": classlink.client_secret,
    }
    click.echo(json.dumps(facts) if as_json else "\n".join(f"{name:<16} {value}" for name, value in facts.items()))
    if not (as_json and is_loopback(host)):
        click.echo(f"{_reach(host)} Press Ctrl-C to stop.", err=as_json)
    running.serve_forever()


def _reach(host: str) -> str:
    """Say who can reach what listens on *host*."""
    if is_loopback(host):
        return "Listening on this machine only."
    return "Other machines can reach this sandbox, and its credentials are public."
