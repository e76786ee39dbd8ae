"""The Celery worker of the product, with a printer that takes its time, or misbehaves where the text says so."""

import os
from typing import Any

import django

from samenspel.celery import app

django.setup()  # the printer reads tables, and Celery would set up only after this module

from agreements.paper import pdf  # noqa: E402

__all__ = ["app"]


def misbehaving(content: Any) -> Any:
    from tests.agreements import slow_runner

    return slow_runner.misbehaving(content)


pdf.render = misbehaving
if hard := os.environ.get("HARD_LIMIT"):
    app.conf.task_soft_time_limit, app.conf.task_time_limit = float(hard) / 2, float(hard)
