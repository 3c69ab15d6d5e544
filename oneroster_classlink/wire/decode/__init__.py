"""From the bytes of a body to typed rows."""

from oneroster_classlink.wire.decode.decoder import Decoder, Rows, decode_single

__all__ = ["Decoder", "Rows", "decode_single"]
