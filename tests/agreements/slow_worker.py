"""The Celery worker of the product, with a printer that takes its time."""

from typing import Any

from agreements.paper import pdf
from samenspel.celery import app

__all__ = ["app"]


def printed_slowly(content: Any) -> Any:
    from tests.agreements import documents

    return documents.printed_slowly(content)


pdf.render = printed_slowly
