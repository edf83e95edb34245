"""Replaces the path of an edited copy by the path of the original in a stream of bytes."""


class PathBack:
    """Maps one byte string to another, also where it is cut in two by the chunks of the stream.

    What may be the beginning of the path is held back until the next chunk tells, or until `flush`.
    """

    def __init__(self, copy: bytes, original: bytes) -> None:
        self._copy = copy
        self._original = original
        self._held = b""

    @property
    def holding(self) -> bool:
        """True while bytes are held back."""
        return bool(self._held)

    def feed(self, chunk: bytes) -> bytes:
        """The bytes that are certain now."""
        # Replacing can't make a new occurrence out of held bytes: what is replaced has left the buffer.
        pieces = (self._held + chunk).split(self._copy)
        cut = len(pieces[-1]) - self._beginning(pieces[-1])
        self._held = pieces[-1][cut:]
        pieces[-1] = pieces[-1][:cut]
        return self._original.join(pieces)

    def flush(self) -> bytes:
        """What is held back, given up as no path."""
        held, self._held = self._held, b""
        return held

    def _beginning(self, text: bytes) -> int:
        """The length of the longest end of `text` that is a beginning of the path."""
        tail = text[-(len(self._copy) - 1) :] if len(self._copy) > 1 else b""
        for start in range(len(tail)):
            if self._copy.startswith(tail[start:]):
                return len(tail) - start
        return 0
