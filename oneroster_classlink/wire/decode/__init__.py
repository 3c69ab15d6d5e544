"""From the bytes of a body to typed rows."""

from oneroster_classlink.wire.decode.decoder import Decoder, Rows, decode_single
from oneroster_classlink.wire.decode.order import Seen
from oneroster_classlink.wire.decode.patient import HEADER_ID

__all__ = ["HEADER_ID", "Decoder", "Rows", "Seen", "decode_single"]
