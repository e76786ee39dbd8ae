"""How wide can a row be read that speaks of something else?

Circles run from narrow to wide, in the order of `Circle`. What a conversation proves is read by nobody who does not
read the conversation, so the row about it has a circle within that of the conversation.
"""

from typing import Any

from contacts.models import Organisation, Side
from initiatives.terms import Circle


def circles_about(contact: Any, organisation: Organisation) -> list[Circle]:
    """Which circles a row of this organisation can have when it is about this contact moment."""
    if contact.circle == Circle.EVERYONE:
        return list(Circle)
    own = contact.owner_id == organisation.pk
    if contact.circle == Circle.WITH_COACH and (own or organisation.kind == Side.SUPPORT):
        return [Circle.OWN, Circle.WITH_COACH]
    return [Circle.OWN] if own else []


def wider_circles(row: Any) -> list[Circle]:
    """With whom the owner can still share a contact moment, a file or evidence."""
    order = list(Circle)
    wider = order[order.index(Circle(row.circle)) + 1 :]
    contact = getattr(row, "contact", None)
    return [circle for circle in wider if contact is None or circle in circles_about(contact, row.owner)]
