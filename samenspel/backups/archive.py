"""What is in a copy of everything, and is it still what was put into it?

One tar: the database, each stored file below `files/`, and last a manifest that names each of them with its size and
SHA-256. Both ways read in pieces, so the size of a copy is no matter of memory.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
FORMAT = 1
PIECE = 1024 * 1024
MANIFEST_AT_MOST = 256 * 1024 * 1024


class ArchiveError(Exception):
    """This copy cannot be used; the sentence says why."""


@dataclass
class Member:
    size: int
    sha256: str


@dataclass
class Manifest:
    made_at: str
    version: str
    engine: str
    migrations: list[str]
    left_out: list[str]
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        try:
            said: dict[str, Any] = json.loads(text)
            if said["format"] != FORMAT:
                raise ArchiveError("Deze kopie heeft een vorm die deze versie van Samenspel niet kent.")
            members = {name: Member(**of) for name, of in said.pop("members").items()}
            return cls(**said, members=members)
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:
            raise ArchiveError("De inhoudsopgave in deze kopie is niet te lezen.") from wrong

    @property
    def files(self) -> set[str]:
        return {name.removeprefix(f"{FILES}/") for name in self.members if name != DATABASE}


class Hashing:
    """A file that is read or written once, and then tells what went by."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = 0
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        return self._passed(self.file.read(size))

    def write(self, piece: bytes) -> int:
        return self.file.write(self._passed(piece))

    def _passed(self, piece: bytes) -> bytes:
        self._hash.update(piece)
        self.size += len(piece)
        return piece

    def member(self) -> Member:
        return Member(self.size, self._hash.hexdigest())


# --- making ---------------------------------------------------------------------------------------------


def write(target: IO[bytes], manifest: Manifest, database: Path, files: Path) -> None:
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
        with database.open("rb") as file:
            manifest.members[DATABASE] = _add(tar, DATABASE, file)
        for path in stored(files):
            name = f"{FILES}/{path.relative_to(files).as_posix()}"
            try:
                file = path.open("rb")
            except FileNotFoundError:  # cleared away since we looked
                continue
            with file:
                manifest.members[name] = _add(tar, name, file)
        text = manifest.as_json()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        tar.addfile(info, io.BytesIO(text))


def stored(files: Path) -> Iterator[Path]:
    """The files that Samenspel keeps, in a fixed order; a folder with a dot is a restore at work."""
    for path in sorted(files.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.relative_to(files).parts[0].startswith("."):
            yield path


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes]) -> Member:
    facts = os.fstat(file.fileno())
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = facts.st_size, int(facts.st_mtime), 0o600
    hashing = Hashing(file)
    tar.addfile(info, hashing)
    return hashing.member()


# --- reading --------------------------------------------------------------------------------------------


class Archive:
    """A copy that lies on disk, opened to be put back."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.infos = self._infos()
        self.manifest = Manifest.from_json(self._manifest_text())
        if set(self.infos) - {MANIFEST} != set(self.manifest.members) or DATABASE not in self.infos:
            raise ArchiveError("In deze kopie zitten andere bestanden dan haar inhoudsopgave noemt.")

    def _infos(self) -> dict[str, tarfile.TarInfo]:
        found: dict[str, tarfile.TarInfo] = {}
        for info in self.tar:
            if info.name in found or not info.isreg() or not _is_ours(info.name):
                raise ArchiveError(f"In deze kopie zit iets wat er niet hoort: {info.name}")
            found[info.name] = info
        return found

    def _manifest_text(self) -> bytes:
        info = self.infos.get(MANIFEST)
        if info is None or info.size > MANIFEST_AT_MOST:
            raise ArchiveError("Dit is geen kopie van Samenspel, of zij is halverwege afgebroken.")
        return self._read(info).read()

    def _read(self, info: tarfile.TarInfo) -> IO[bytes]:
        return cast(IO[bytes], self.tar.extractfile(info))  # only regular files came this far

    def unpack(self, folder: Path) -> None:
        """Everything into a folder of its own, each file held against the manifest as it goes by."""
        for name, promised in self.manifest.members.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._read(self.infos[name]) as source, path.open("wb") as file:
                hashing = Hashing(file)
                while piece := source.read(PIECE):
                    hashing.write(piece)
            if hashing.member() != promised:
                raise ArchiveError(f"Dit bestand in de kopie is beschadigd: {name}")


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    if name in (MANIFEST, DATABASE):
        return True
    inside = len(path.parts) > 1 and path.parts[0] == FILES and str(path) == name
    return inside and not any(part.startswith(".") for part in path.parts[1:2]) and ".." not in path.parts


def opened(file: IO[bytes]) -> Archive:
    """Reads only the headers and the manifest; `unpack` reads the rest."""
    try:
        return Archive(tarfile.open(fileobj=file, mode="r:"))
    except (tarfile.TarError, EOFError) as wrong:
        raise ArchiveError("Dit is geen kopie van Samenspel, of zij is halverwege afgebroken.") from wrong
