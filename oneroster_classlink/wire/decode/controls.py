"""Control characters that stand raw in a text, where JSON wants them escaped."""

import re

_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x1f]")


def escaped(body: bytes) -> bytes:
    """Return *body*, JSON, with each control character inside its texts escaped."""
    return _TEXT.sub(lambda text: _CONTROL.sub(_escape, text.group()), body)


def _escape(control: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(control.group())
