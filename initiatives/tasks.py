"""What of a file runs later, in the Celery worker or in the runner on one machine?"""

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from initiatives import post
from initiatives.actions.principles import tell_changed_principles


@shared_task(name="initiatives.tasks.send_letters")
def send_letters() -> None:
    tell_changed_principles()
    for look in settings.CLOCK:  # of apps to the right, which push what they have to say into the timeline
        import_string(look)()
    post.send_waiting()
