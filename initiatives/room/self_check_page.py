"""What does the page of a gemeente's own check show: the points, what helps next and what was said before?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from initiatives.actions.self_check import Said, history_of
from initiatives.file_page import address
from initiatives.models import Collaboration, SelfCheck
from initiatives.room import self_check
from initiatives.room.self_check import Moment
from initiatives.terms import SelfCheckAnswer

REMARK = "{}-remark"


class SelfCheckForm(forms.Form):
    """Every point: one of three answers, with a remark. What is left open asks nothing."""

    def __init__(
        self, *args: Any, moments: list[Moment], newest: dict[str, SelfCheck], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.moments = moments
        for point in (point for moment in moments for point in moment.points):
            kept = newest.get(point.key)
            self.fields[point.key] = forms.ChoiceField(
                label=point.text,
                choices=[(answer, capfirst(answer.label)) for answer in SelfCheckAnswer],
                widget=forms.RadioSelect,
                required=False,
                initial=kept.answer if kept else "",
            )
            self.fields[REMARK.format(point.key)] = forms.CharField(
                label=_("Waaruit blijkt dat?"),
                max_length=500,
                required=False,
                initial=kept.remark if kept else "",
            )

    def groups(self) -> list[dict[str, Any]]:
        return [
            {
                "moment": moment,
                "rows": [(self[point.key], self[REMARK.format(point.key)]) for point in moment.points],
            }
            for moment in self.moments
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for point in (point for moment in self.moments for point in moment.points):
            if given.get(REMARK.format(point.key)) and not given.get(point.key):
                self.add_error(point.key, _("Kies er ook een antwoord bij."))
        return given

    def said(self) -> dict[str, Said]:
        given = self.cleaned_data
        keys = [point.key for moment in self.moments for point in moment.points]
        return {key: Said(given[key], given[REMARK.format(key)]) for key in keys if given[key]}


def self_check_context(
    owner: Organisation, collaboration: Collaboration | None, *, may_answer: bool, data: Any = None
) -> dict[str, Any]:
    wanted = self_check.OF_A_FILE if collaboration else self_check.OF_THE_MUNICIPALITY
    moments = self_check.moments(wanted)
    history = history_of(owner, collaboration)
    newest: dict[str, SelfCheck] = {}
    for row in history:
        newest.setdefault(row.point, row)
    return {
        "owner": owner,
        "form": SelfCheckForm(data, moments=moments, newest=newest),
        "may_answer": may_answer,
        "helps": _helps(moments, newest, collaboration),
        "said": [_said(row) for row in newest.values()],
        "earlier": [_said(row) for row in history if newest[row.point] is not row],
    }


def _said(row: SelfCheck) -> dict[str, Any]:
    point = self_check.point_of(row.point)
    return {"row": row, "text": point.text if point else ""}


def _helps(
    moments: Iterable[Moment], newest: dict[str, SelfCheck], collaboration: Collaboration | None
) -> list[dict[str, Any]]:
    """What helps with what is not there yet, and where in the plan of this file it is worked on."""
    points = [point for moment in moments for point in moment.points]
    found = self_check.what_helps(points, {key: row.answer for key, row in newest.items()})
    items = dict(
        collaboration.plan_items.kept()
        .filter(format_item__key__in=[point.item for point in points])
        .values_list("format_item__key", "uuid")
        if collaboration
        else ()
    )
    return [
        {
            "point": point,
            "answer": SelfCheckAnswer(newest[point.key].answer),
            "url": address("initiatives:item", items[point.item]) if point.item in items else "",
        }
        for point in found
    ]
