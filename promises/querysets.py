"""Which promises does someone see, and which ask for her?"""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Prefetch

from initiatives.querysets import OwnedQuerySet


class PromiseQuerySet(OwnedQuerySet):
    """A promise that was withdrawn stands on no list; its address still tells that it was."""

    def visible_to(self, user: Any) -> Self:
        """In the file as its circle allows; for a partner without a place in it what names that partner."""
        from promises import partners

        found = super().visible_to(user)
        places = partners.places_of(user)
        return found | self.filter(partners.readable(places)) if places else found

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def with_words(self) -> Self:
        """Along with each promise its two sides, where it comes from, and all that was said of it."""
        from promises.models import PromiseWord

        words: Any = PromiseWord.objects.select_related("organisation", "by")
        return self.select_related(
            "giver", "receiver", "owner", "by", "agreement", "replaced_by", "contact", "decision"
        ).prefetch_related(Prefetch("words", words))
