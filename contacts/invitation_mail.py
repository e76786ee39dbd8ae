"""Which mail goes to people about their functions?"""

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from contacts.invitations import Token
from contacts.models import Invitation

log = structlog.get_logger(__name__)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Whether the mail left. When not, the page shows the link to hand over."""
    token = Token(link.rstrip("/").rsplit("/", 1)[-1])
    context = {
        "invitation": invitation,
        "function": invitation.function,
        "link": token.mailed_link,
        "days": settings.INVITATION_DAYS,
    }
    subject = " ".join(render_to_string("mail/invitation_subject.txt", context).split())
    body = render_to_string("mail/invitation_message.txt", context).strip() + "\n"
    try:
        EmailMessage(subject, body, to=[invitation.email]).send()
    except OSError as failure:  # smtplib's and the network's errors are all of this kind
        log.error("mail_failed", invitation=str(invitation.uuid), failure=type(failure).__name__)
        return False
    return True
