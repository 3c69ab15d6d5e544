"""The page on which a made-up person allows or denies a sign-in."""

from collections.abc import Iterable
from html import escape

from oneroster_classlink.sandbox.classlink.accounts import Account
from oneroster_classlink.sandbox.exchange import Answer

CHOICE = "as"
"""The field that says which button was pressed: an account's number, or nothing to deny."""
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; color: #222; background: #fff }}
main {{ max-width: 32rem; margin: 3rem auto; padding: 0 1rem }}
button {{ font: inherit; display: block; width: 100%; margin: .5rem 0; padding: .6rem; text-align: left }}
small {{ display: block }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""


def consent_page(sent: Iterable[tuple[str, str]], *, accounts: Iterable[Account]) -> Answer:
    """Return the page that asks who signs in; its buttons send the parameters that were *sent* once more."""
    kept = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">\n' for name, value in sent)
    buttons = "".join(map(_button, accounts))
    content = (
        "<p>This is the sandbox's stand-in for ClassLink. Everybody here is made up. "
        "An app asks to know who you are.</p>\n"
        f'<form method="post">\n{kept}{buttons}<button name="{CHOICE}" value="">Deny</button>\n</form>'
    )
    return _page("Sign in with ClassLink (sandbox)", content=content)


def stopped_page(description: str) -> Answer:
    """Return the page of a sign-in that may be sent back nowhere."""
    return _page("This sign-in cannot go on", content=f"<p>{escape(description)}</p>", status=400)


def _button(account: Account) -> str:
    about = f"{account.role}, {account.tenant_name}"
    return (
        f'<button name="{CHOICE}" value="{account.user_id}">'
        f"Allow as {escape(account.name)}<small>{escape(about)}</small></button>\n"
    )


def _page(title: str, *, content: str, status: int = 200) -> Answer:
    return Answer(status=status, body=_PAGE.format(title=title, content=content).encode(), headers=_HEADERS)
