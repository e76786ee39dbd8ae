"""How does Samenspel run on one machine, with nothing beside it?

One process answers the browser; a child process makes the documents. The child holds the other end of a pipe:
when this process goes, however it goes, the pipe closes and the child ends too.
"""

import errno
import logging
import os
import signal
import subprocess
import sys
from io import StringIO
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _
from waitress import create_server

from accounts.demo import personas_by_group
from accounts.models import User

logger = logging.getLogger(__name__)


def a_port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CommandError(
            _("Poort “%(text)s” bestaat niet. Kies een getal onder 65536: make run PORT=8000")
            % {"text": text}
        )
    return int(text)


class DocumentRunner:
    """The child that makes documents, started again when it stops by itself."""

    command = (sys.executable, str(settings.BASE_DIR / "manage.py"), "run_documents")
    patience = 10  # seconds for the document in hand; what is lost is made again at the next start

    def __enter__(self) -> "DocumentRunner":
        self.stopping = Event()
        self._start()
        self.keeper = Thread(target=self._keep_running, name="document-runner", daemon=True)
        self.keeper.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stopping.set()
        self._close_pipe()
        self.keeper.join(self.patience)
        if self.keeper.is_alive():
            self.process.terminate()
            self.keeper.join(self.patience / 2)
        if self.keeper.is_alive():
            self.process.kill()

    def _start(self) -> None:
        # A session of its own: Ctrl-C is for the parent, which then closes the pipe.
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, start_new_session=True)

    def _close_pipe(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()

    def _keep_running(self) -> None:
        pause = 1
        while True:
            code = self.process.wait()
            if self.stopping.is_set():
                return
            if code:  # without a code it had done its share, and makes room for a fresh one
                logger.error("document runner ended with %s; again in %s s", code, pause)
                self.stopping.wait(pause)
                pause = min(pause * 2, 10)
            self._close_pipe()
            self._start()
            if self.stopping.is_set():  # the stop came meanwhile
                self._close_pipe()


class Command(BaseCommand):
    help = "Start de site en de documentmaker op deze computer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument(
            "--prepare", action="store_true", help="Zet eerst de database en de gegevens klaar."
        )

    def handle(self, *, port: str, prepare: bool, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError(
                _(
                    "serve is voor één computer: zet EMBEDDED=1. Op een server draait gunicorn, zie docs/beheer.md."
                )
            )
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # the same as Ctrl-C, at any moment
        number = a_port(port)
        server = self.listen(number)
        try:
            if prepare:
                self.prepare()
            with DocumentRunner():
                self.greet(number)
                server.run()  # returns at Ctrl-C and at SIGTERM
        except KeyboardInterrupt:
            pass
        finally:
            server.close()
        self.stdout.write(_("Samenspel is gestopt."))

    def listen(self, port: int) -> Any:
        """Take the port first: a busy one is told before the database is made."""
        settings.STATIC_ROOT.mkdir(
            parents=True, exist_ok=True
        )  # empty here: static files come from their sources
        try:
            return create_server(
                get_wsgi_application(),
                host=settings.BIND,
                port=port,
                threads=6,
                ident=None,
                clear_untrusted_proxy_headers=True,
                max_request_body_size=10 * settings.UPLOAD_MAX_BYTES,
            )
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                advice = _("Poort %(port)s is bezet. Kies een andere: make run PORT=%(next)s")
            elif error.errno == errno.EACCES:
                advice = _("Poort %(port)s mag je niet gebruiken. Kies er een boven 1024: make run PORT=8000")
            else:
                raise
            raise CommandError(advice % {"port": port, "next": port + 1}) from error

    def prepare(self) -> None:
        self.stdout.write(_("Gegevens klaarzetten in %(folder)s ...") % {"folder": settings.DATA_DIR})
        unheard = StringIO()  # what was loaded is of no interest; what went wrong is an exception
        call_command("migrate", interactive=False, stdout=unheard)
        call_command("load_reference", stdout=unheard)
        if settings.DEMO:
            call_command("load_demo", stdout=unheard)

    def greet(self, port: int) -> None:
        host = f"[{settings.BIND}]" if ":" in settings.BIND else settings.BIND
        address = f"http://{host}:{port}/"
        self.stdout.write("\n" + _("Samenspel staat klaar: %(address)s") % {"address": address})
        if settings.DEMO:
            choose = _("Dit is een proefomgeving. Kies op %(address)sproef/ wie je wilt zijn:")
            self.stdout.write(choose % {"address": address})
            for group in personas_by_group():
                for card in group.cards:
                    self.stdout.write(f"  {card.name}, {card.role}")
        elif not User.objects.exists():
            self.stdout.write(_("Er is nog geen account. Maak er een voor jezelf, in een tweede venster:"))
            self.stdout.write(
                f"  EMBEDDED=1 DATA_DIR={settings.DATA_DIR} SITE_URL={settings.SITE_URL} "
                ".venv/bin/python manage.py invite_administrator JIJ@GEMEENTE.NL"
            )
        self.stdout.write(_("Stoppen: Ctrl-C") + "\n")
        self.stdout.flush()
