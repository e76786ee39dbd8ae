"""The Celery worker of the product, with a printer that takes its time."""

from typing import Any

import django

from samenspel.celery import app

django.setup()  # the printer reads tables, and Celery would set up only after this module

from agreements.paper import pdf  # noqa: E402

__all__ = ["app"]


def printed_slowly(content: Any) -> Any:
    from tests.agreements import documents

    return documents.printed_slowly(content)


pdf.render = printed_slowly
