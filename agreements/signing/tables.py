"""What is kept of signing: who decided, who is to sign, who signed, and what happened on the way?

Rows are added. What somebody signed or a body decided never changes; `agreements.models` gives these tables out.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import terms
from contacts.models import Person
from initiatives.models import Upload
from initiatives.terms import Layer
from samenspel.models import Row


class BodyDecision(Row):  # besluit van college, raad, bestuur …; the newest of a body counts
    party = models.ForeignKey("agreements.Party", on_delete=models.PROTECT, related_name="decisions")
    layer = models.CharField(_("wie besluit"), max_length=12, choices=Layer)
    outcome = models.CharField(_("besluit"), max_length=12, choices=terms.Outcome)
    expected_on = models.DateField(_("verwacht op"), null=True, blank=True)
    decided_on = models.DateField(_("besloten op"), null=True, blank=True)
    version = models.ForeignKey("agreements.Version", on_delete=models.PROTECT, null=True, related_name="+")
    remark = models.CharField(_("wat erbij hoort"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_paper = models.BooleanField(default=False)  # recorded by another than the party itself
    evidence = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    frozen: ClassVar = (
        *("party_id", "layer", "outcome", "expected_on", "decided_on"),
        *("version_id", "by_id", "on_paper", "evidence_id"),
    )
    apart: ClassVar = ("remark",)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(on_paper=False)
                | models.Q(outcome=terms.Outcome.AWAITED)
                | models.Q(evidence__isnull=False),
                name="body_decision_on_paper_needs_evidence",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome__in=[terms.Outcome.APPROVED, terms.Outcome.REFUSED])
                | models.Q(decided_on__isnull=False, version__isnull=False),
                name="body_decision_has_a_day_and_a_text",
            ),
        ]


class SigningPlace(Row):  # plek voor een handtekening, onder één versie
    version = models.ForeignKey("agreements.Version", on_delete=models.PROTECT, related_name="places")
    party = models.ForeignKey("agreements.Party", on_delete=models.PROTECT, related_name="places")
    function_label = models.CharField(_("functie"), max_length=160)
    order = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=1)  # the same number: at the same time
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    frozen: ClassVar = ("version_id", "party_id", "function_label", "order", "turn")
    apart: ClassVar = ("person_id",)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"],
                condition=models.Q(person__isnull=False),
                name="one_place_per_person_and_version",
            )
        ]


class SignatureSheet(Row):  # blad met handtekeningen, gescand; counts once another person checked it
    version = models.ForeignKey("agreements.Version", on_delete=models.PROTECT, related_name="sheets")
    places = models.ManyToManyField(SigningPlace, related_name="sheets")
    signed_on = models.DateField(_("getekend op"))
    scan = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=terms.SheetState, default=terms.SheetState.WAITING)
    attached_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("wat er niet klopt"), max_length=500, blank=True)

    frozen: ClassVar = ("version_id", "signed_on", "scan_id", "attached_by_id")
    apart: ClassVar = ("state", "checked_by_id", "reason")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("attached_by")),
                name="sheet_checked_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state=terms.SheetState.WAITING) | models.Q(checked_by__isnull=False),
                name="sheet_counts_when_checked",
            ),
        ]


class Signature(Row):  # handtekening; names the version and the hash of the text that was seen
    place = models.OneToOneField(SigningPlace, on_delete=models.PROTECT, related_name="signature")
    version = models.ForeignKey("agreements.Version", on_delete=models.PROTECT, related_name="signatures")
    text_hash = models.CharField(max_length=64)
    method = models.CharField(max_length=4, choices=terms.Method)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sheet = models.ForeignKey(
        SignatureSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )

    frozen: ClassVar = ("place_id", "version_id", "text_hash", "method", "on", "by_id", "sheet_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "by"],
                condition=models.Q(by__isnull=False),
                name="one_signature_per_person_and_version",
            ),
            models.CheckConstraint(
                condition=models.Q(method=terms.Method.APP, by__isnull=False, sheet=None)
                | models.Q(method=terms.Method.INK, by=None, sheet__isnull=False),
                name="signature_by_a_person_or_on_a_sheet",
            ),
        ]


class SigningMove(Row):  # nee, toch, wie tekent, terug om te verbeteren; the newest of a place counts
    version = models.ForeignKey("agreements.Version", on_delete=models.PROTECT, related_name="moves")
    place = models.ForeignKey(
        SigningPlace, on_delete=models.PROTECT, null=True, blank=True, related_name="moves"
    )
    kind = models.CharField(max_length=8, choices=terms.Move)
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("version_id", "place_id", "kind", "by_id")
    apart: ClassVar = ("reason",)

    class Meta:
        ordering = ["pk"]
