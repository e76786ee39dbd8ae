"""Which promises does someone see, and which ask for her?"""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Prefetch

from initiatives.querysets import OwnedQuerySet


class PromiseQuerySet(OwnedQuerySet):
    """A promise that was withdrawn stands on no list; its address still tells that it was."""

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def with_words(self) -> Self:
        """Along with each promise its two sides, where it comes from, and all that was said of it."""
        from promises.models import PromiseWord

        words: Any = PromiseWord.objects.select_related("organisation", "by")
        return self.select_related(
            "giver", "receiver", "owner", "by", "agreement", "replaced_by", "contact", "decision"
        ).prefetch_related(Prefetch("words", words))
