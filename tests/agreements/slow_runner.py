"""The document runner with a printer that takes its time, or misbehaves where the text says so."""

import contextlib
import mmap
import os
import signal
import time
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command


def misbehaving(content: Any) -> Any:
    from tests.agreements.documents import printed_slowly

    behaviour = content["title"]
    if behaviour == "hangs":
        while True:
            with contextlib.suppress(Exception):
                time.sleep(60)
    if behaviour == "hangs and hears nothing":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        time.sleep(600)
    if behaviour == "eats memory":
        content = {**content, "size": len(mmap.mmap(-1, 4 << 30))}  # asked for, and never touched
    return printed_slowly(content)


if __name__ == "__main__":
    django.setup()
    settings.CELERY_TASK_SOFT_TIME_LIMIT = float(os.environ.get("SOFT_LIMIT", "60"))
    settings.CELERY_TASK_TIME_LIMIT = float(os.environ.get("HARD_LIMIT", "90"))
    from agreements.paper import pdf

    pdf.render = misbehaving
    call_command("run_documents")
