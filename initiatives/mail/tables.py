"""What is kept of mail that lies ready?"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from contacts.models import Person
from samenspel.models import Row


class Letter(Row):  # mail die klaarligt; what it says is told from the event when it leaves
    event = models.ForeignKey("initiatives.Event", on_delete=models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters")
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)  # it left, or it is of no use any more

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_letter_a_person")]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(closed_at=None), name="letter_waiting")]
