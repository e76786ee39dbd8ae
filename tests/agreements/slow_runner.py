"""The document runner with a printer that takes its time, or misbehaves where the text says so.

With `--many` it forks such a runner for every line it reads, and says its number: fifty for the price of one start.
"""

import contextlib
import mmap
import os
import signal
import sys
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


def fork_many() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who was killed is gone at once
    held: list[int] = []  # the other ends of what the runners read: they leave when we do
    for _line in sys.stdin:
        theirs, ours = os.pipe()
        if number := os.fork():
            os.close(theirs)
            held.append(ours)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (ours, *held):
            os.close(end)
        os.dup2(theirs, 0)
        call_command("run_documents")
        os._exit(0)


if __name__ == "__main__":
    django.setup()
    settings.CELERY_TASK_SOFT_TIME_LIMIT = float(os.environ.get("SOFT_LIMIT", "60"))
    settings.CELERY_TASK_TIME_LIMIT = float(os.environ.get("HARD_LIMIT", "90"))
    from agreements.paper import pdf

    pdf.render = misbehaving
    if "--many" in sys.argv:
        fork_many()
    else:
        call_command("run_documents")
