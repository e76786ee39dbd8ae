"""Which look has each word of a text that a difference takes apart: bold, a link, or plain?"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Look = TypeVar("Look")


class Signs(Generic[Look]):
    """The signs of a text, each with its look, to be taken from the front. One stretch that looks alike has one `Look`."""

    def __init__(self, signs: Iterable[tuple[str, Look]], plain: Look) -> None:
        self.left = deque(signs)
        self.plain = plain

    def take(self, text: str) -> Iterator[tuple[str, Look]]:
        """These words in pieces that look alike. A difference may add a space, or leave one out at an end."""
        look = self.left[0][1] if self.left else self.plain
        piece = ""
        for sign in text:
            found = self._next(sign)
            found = look if found is None else found
            if found is not look and piece:
                yield piece, look
                piece = ""
            look = found
            piece += sign
        if piece:
            yield piece, look

    def _next(self, sign: str) -> Look | None:
        while self.left and self.left[0][0] != sign:
            if not self.left[0][0].isspace():
                return None
            self.left.popleft()
        return self.left.popleft()[1] if self.left else None
