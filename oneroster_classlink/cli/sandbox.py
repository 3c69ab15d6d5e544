"""``sandbox``: serve a district until stopped."""

import json
import signal
from datetime import date

import click

from oneroster_classlink.sandbox import Sandbox, make_district, read_district


@click.command
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--data", type=click.Path(), help="Serve this folder of JSON lists in place of a made-up district.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes another district.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON: url, key, secret, bearer, token_url.")
def sandbox(*, port: int, data: str | None, seed: int, as_json: bool) -> None:
    """Serve a district like a Roster Server, on this machine only, until Ctrl-C.

    Its credentials are made up and open nothing else, so they are printed.
    """
    today = date.today()  # noqa: DTZ011 - a school's day is the local one
    district = read_district(data) if data is not None else make_district(seed=seed, today=today)
    running = Sandbox(district, port=port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    found = running.credentials
    facts = {
        "url": running.url,
        "key": found.key,
        "secret": found.secret,
        "bearer": found.bearer,
        "token_url": found.token_url,
    }
    click.echo(json.dumps(facts) if as_json else "\n".join(f"{name:<10} {value}" for name, value in facts.items()))
    if not as_json:
        click.echo("Listening on this machine only. Press Ctrl-C to stop.")
    running.serve_forever()
