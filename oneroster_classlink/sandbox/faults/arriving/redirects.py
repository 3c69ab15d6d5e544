"""Answers that point elsewhere."""

from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults.kind import Kind, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Turn


def _redirected(turn: Turn) -> Answer:
    request = turn.visit.request
    origin = {
        "same_host": request.origin,
        "other_host": "https://elsewhere.example",
        "http": f"http://{request.origin.partition('://')[2]}",
    }[turn.options["to"]]
    return Answer(status=turn.options["status"], body=b"", headers={"Location": f"{origin}/moved{request.target}"})


REDIRECTS: Table = {
    "redirect": Kind(
        says="The answer points to another path, another host or plain http.",
        stage=Stage.REFUSAL,
        act=_redirected,
        options={"to": ("same_host", "other_host", "http"), "status": (302, 301, 307, 308)},
    )
}
