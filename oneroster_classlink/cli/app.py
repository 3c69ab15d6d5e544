"""The commands, by name."""

import click

from oneroster_classlink.cli.commands.demo import demo
from oneroster_classlink.cli.commands.doctor import doctor
from oneroster_classlink.cli.commands.plan import plan
from oneroster_classlink.cli.commands.sandbox import sandbox


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Exit status: 0 done; 1 another error, or nobody reads; 2 wrong use; 3 refused credentials or nothing "
    "shared; 4 no answer; 5 an answer that cannot be accepted; 6 a file that cannot be read or written; "
    "7 a pull that is not complete; 8 a prerequisite is missing (doctor); 130 stopped.",
)
@click.version_option(package_name="oneroster-classlink")
def app() -> None:
    """Pull a school district from ClassLink or any OneRoster server, and plan its sync."""


for command in (demo, doctor, plan, sandbox):
    app.add_command(command)
