"""How do the worker and its clock find their settings and tasks in production?"""

import os
import tempfile

from celery import Celery
from celery.signals import worker_process_init

from samenspel import memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.settings")

app = Celery("samenspel")
app.config_from_object("django.conf:settings", namespace="CELERY")
# The clock's notes may be lost: a sweep too many does no harm.
app.conf.beat_schedule_filename = os.path.join(tempfile.gettempdir(), "celerybeat-schedule")
app.autodiscover_tasks()
worker_process_init.connect(memory.limit)  # what makes documents, and not who hands them out
