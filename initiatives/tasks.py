"""What of a file runs later, in the Celery worker or in the runner on one machine?"""

from celery import shared_task
from django.conf import settings

from contacts.actions import forget_outdated
from initiatives.actions.heirs import pass_on_merged
from initiatives.actions.principles import tell_changed_principles
from initiatives.mail import post
from samenspel import once
from samenspel.plugged import plugged


@shared_task(name="initiatives.tasks.send_letters")
def send_letters() -> None:
    """A turn of the clock: what is due is told, what lies ready leaves, and what was kept long enough goes."""
    pass_on_merged()
    tell_changed_principles()
    for look in plugged("CLOCK"):  # of apps to the right, which push what they have to say into the timeline
        look()
    post.send_waiting()
    once.forget_old()
    if settings.FORGET_OUTDATED:
        forget_outdated()
