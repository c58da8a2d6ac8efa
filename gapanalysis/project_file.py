# SPDX-License-Identifier: EUPL-1.2
"""The project file (``.gap``): one SQLite file. Connect, open, migrate, back up. What is in it is
read in :mod:`gapanalysis.store`. Tables: ``resources/migrations``.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gapanalysis.errors import AppError
from gapanalysis.model import FileSummary
from gapanalysis.resources import resource

APPLICATION_ID = 0x47415031
"""Marks a SQLite file as a project of gapanalysis ("GAP1")."""

BUSY_SECONDS = 5
STRUCTURE_TABLES = {
    "provision": (
        *("id", "kind", "number", "address", "start", "end", "parent"),
        *("label_start", "label_end", "heading_start", "heading_end"),
    ),
    "left_out": ("id", "start", "end", "why"),
}
"""Tables that say how a law is divided, each with the columns that do."""


class Project:
    """An open project file. One connection writes; close it to leave a single file behind."""

    def __init__(
        self, path: Path, key: str | None = None, *, read_only: bool = False, author: str = ""
    ) -> None:
        self.path, self.read_only, self.author = path, read_only, author
        self.db = connect(path, key, read_only=read_only)
        self.key = key
        self.closed = False
        self.texts: dict[int, str] = {}
        """The canonical texts that were read so far, by law version."""
        self._version = self._data_version()
        self._identity = _identity(path)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing. After the first one the file is kept in WAL mode
        until it is closed, so that a power cut loses nothing that was committed.
        """
        if self.read_only:
            raise AppError("project_read_only", file=self.path.name)
        self._stay()
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except database_errors() as error:
            raise _told(error, self.path) from error
        try:
            yield self.db
        except BaseException as error:
            self._roll_back()
            self.texts.clear()  # that of a law that was not added after all is another's tomorrow
            if isinstance(error, database_errors()) and _is_of_the_disk(error):
                raise _told(error, self.path) from error
            raise
        try:
            self.db.execute("COMMIT")
        except database_errors() as error:
            self._roll_back()
            raise _told(error, self.path) from error
        before = self._data_version()
        with suppress(*database_errors()):  # on a full disk it stays as it is: all is committed
            self.db.execute("PRAGMA journal_mode=WAL")
        if before == self._version:  # this counts as a write of another program
            self._version = self._data_version()

    def _roll_back(self) -> None:
        """Ends a transaction that failed; on a full disk SQLite has done so itself."""
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    def _stay(self) -> None:
        """Sees to it that the file is where it was opened: one that was deleted or moved away is
        written again, from what is open; nothing is written in the place of another file.
        """
        here = _identity(self.path)
        if here is None and self._identity is not None:
            try:
                self._write_again()
            except OSError as error:
                raise AppError("cannot_write", file=self.path.name) from error
            except AppError as error:  # the user knows the file, not the copy on its way there
                raise AppError(error.code, **{**error.details, "file": self.path.name}) from error
        elif here != self._identity:
            raise AppError("project_replaced", file=self.path.name)

    def _write_again(self) -> None:
        beside = self.path.with_name(f"{self.path.name}.{new_uid()[:8]}.part")
        self.backup(beside)
        with suppress(*database_errors()):  # one that was moved away has what was written too
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()
        for rest in ("-wal", "-shm"):  # those of the file that was moved away
            self.path.with_name(self.path.name + rest).unlink(missing_ok=True)
        os.replace(beside, self.path)
        self.db = connect(self.path, self.key)
        self._version, self._identity = self._data_version(), _identity(self.path)

    def is_changed_elsewhere(self) -> bool:
        """Tells whether another program has written to the file since this was asked last."""
        before = self._version
        with suppress(*database_errors()):  # what is wrong with the file is told at the next edit
            self._version = self._data_version()
        return before != self._version

    def _data_version(self) -> int:
        found: int = self.db.execute("PRAGMA data_version").fetchone()[0]
        return found

    def text(self, law_version: int) -> str:
        """Gives the canonical text of a law version (kept: it never changes)."""
        if law_version not in self.texts:
            row = self.db.execute("SELECT text FROM law_version WHERE id=?", (law_version,))
            self.texts[law_version] = row.fetchone()["text"]
        return self.texts[law_version]

    def close(self) -> None:
        """Closes the file; what WAL held is in it afterwards, unless another program has it open
        too: then the last one to close sees to it.
        """
        if self.closed:
            return
        if not self.read_only:
            with suppress(*database_errors()):
                self.db.execute("PRAGMA journal_mode=DELETE")
        self.db.close()
        self.closed = True

    def backup(self, path: Path) -> None:
        """Writes a whole copy, also while the project is open; replaces ``path`` in one step."""
        beside = path.with_name(f"{path.name}.{new_uid()[:8]}.part")
        try:
            target = connect(beside, self.key)
            try:
                self.db.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")
            finally:
                target.close()
            os.replace(beside, path)
        except database_errors() as error:
            raise _told(error, path) from error
        except OSError as error:
            raise AppError("cannot_write", file=path.name) from error
        finally:
            beside.unlink(missing_ok=True)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


# --- opening -------------------------------------------------------------------------------------


def connect(
    path: Path | None, key: str | None = None, *, read_only: bool = False
) -> sqlite3.Connection:
    """Opens SQLite: the only place that does. Without a path the database is in memory. With a
    ``key`` the file is encrypted (needs the extra *encrypted*); raises
    ``AppError("encryption_missing")``.
    """
    driver: Any = sqlite3
    if key is not None:
        try:
            driver = importlib.import_module("sqlcipher3.dbapi2")
        except ImportError as error:
            raise AppError("encryption_missing", file=path.name if path else "") from error
    mode = "ro" if read_only else "rwc"
    uri = f"{path.absolute().as_uri()}?mode={mode}" if path else "file::memory:"
    db: sqlite3.Connection = driver.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    if key is not None:
        db.execute("PRAGMA cipher_log_level=NONE")
        db.execute(f"PRAGMA key = \"x'{key.encode().hex()}'\"")
    db.row_factory = driver.Row
    db.execute("PRAGMA foreign_keys=ON")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("PRAGMA trusted_schema=OFF")
    return db


def database_errors() -> tuple[type[Exception], ...]:
    """Gives what the SQLite drivers in use raise; the one for encrypted files has its own."""
    encrypted = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.DatabaseError, *([encrypted.DatabaseError] if encrypted else []))


def create_project(
    path: Path,
    *,
    state: str,
    language: str,
    name: str = "",
    instrument: str = "istanbul",
    author: str = "",
    key: str | None = None,
) -> Project:
    """Makes a new project; raises ``AppError`` where the file exists or cannot be written."""
    if path.exists():
        raise AppError("file_exists", file=path.name)
    if not path.absolute().parent.is_dir():
        raise AppError("folder_missing", folder=str(path.parent))
    try:
        project = Project(path, key, author=author)
        project.db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        _migrate(project.db)
    except database_errors() as error:
        raise _told(error, path) from error
    project.db.execute(
        "INSERT INTO project (id, uid, state_code, state_name, language, instruments)"
        " VALUES (1, ?, ?, ?, ?, ?)",
        (new_uid(), state, name, language, instrument),
    )
    return project


def open_project(
    path: Path, *, read_only: bool = False, author: str = "", key: str | None = None
) -> Project:
    """Opens a project file; an older one is backed up and brought to this version first. A file
    that is no project, or newer than this program, is refused and not changed.
    """
    if not path.is_file():
        raise AppError("file_missing", file=str(path))
    version = _version_of(path, key)
    newest = len(_migrations())
    if version > newest:
        raise AppError("project_newer", file=path.name)
    if version < newest:
        old = Project(path, key, read_only=True)
        if read_only:
            return _migrated_copy(old)
        with old:
            old.backup(path.with_name(f"{path.stem}.version-{version}{path.suffix}"))
    try:
        project = Project(path, key, read_only=read_only, author=author)
        if version < newest:
            _migrate(project.db)
    except database_errors() as error:
        raise _told(error, path) from error
    return project


def _migrated_copy(old: Project) -> Project:
    """Gives an older project as this version reads it, from a copy in memory."""
    memory = connect(None, old.key)
    old.db.backup(memory)
    old.db.close()
    old.db = memory
    _migrate(memory)
    return old


def _version_of(path: Path, key: str | None) -> int:
    """Gives the version of a project file; reads only."""
    try:
        db = connect(path, key, read_only=True)
        try:
            marked = db.execute("PRAGMA application_id").fetchone()[0]
            version: int = db.execute("PRAGMA user_version").fetchone()[0]
            if marked == APPLICATION_ID:
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            db.close()
    except database_errors() as error:
        raise _told(error, path) from error
    if marked != APPLICATION_ID:
        raise AppError("not_a_project", file=path.name)
    return version


def _migrations() -> list[str]:
    folder = resource("migrations")
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".sql"))
    return [folder.joinpath(name).read_text(encoding="utf-8") for name in names]


def _migrate(db: sqlite3.Connection) -> None:
    """Brings the tables to the newest version, each step in a transaction of its own."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(_migrations()[version:], version + 1):
        db.executescript(f"BEGIN;\n{script}\nPRAGMA user_version={number};\nCOMMIT;")
    undivided = "SELECT id FROM law_version WHERE structure = ''"
    for row in db.execute(undivided).fetchall():
        keep_structure(db, row["id"])
    unread = "SELECT id, text FROM law_version WHERE id NOT IN (SELECT law_version FROM law_line)"
    for row in db.execute(unread).fetchall():
        index_lines(db, row["id"], row["text"])


def keep_structure(db: sqlite3.Connection, law_version: int) -> None:
    """Keeps a digest of how a law version is divided, which its history must lead back to."""
    rows = (
        db.execute(f"SELECT * FROM {table} WHERE law_version=?", (law_version,)).fetchall()
        for table in STRUCTURE_TABLES
    )
    digest = structure_digest(*rows)
    db.execute("UPDATE law_version SET structure=? WHERE id=?", (digest, law_version))


def structure_digest(provisions: Iterable[Any], left_out: Iterable[Any]) -> str:
    """Gives a digest of the rows of a law version's provisions and of what is left out of it."""
    import hashlib

    kept = [
        [[row[name] for name in names] for row in sorted(rows, key=lambda row: int(row["id"]))]
        for names, rows in zip(STRUCTURE_TABLES.values(), (provisions, left_out), strict=True)
    ]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()


def index_lines(db: sqlite3.Connection, law_version: int, text: str) -> None:
    """Makes the lines of a law findable by their words; for content that was just written."""
    lines = [found for found in re.finditer(r"[^\n]+", text) if not found[0].isspace()]
    first = (db.execute("SELECT max(id) FROM law_line").fetchone()[0] or 0) + 1
    db.executemany(
        "INSERT INTO law_line VALUES (?, ?, ?, ?)",
        ((first + n, law_version, line.start(), line.end()) for n, line in enumerate(lines)),
    )
    db.executemany(
        "INSERT INTO law_words (rowid, words) VALUES (?, ?)",
        ((first + n, line[0]) for n, line in enumerate(lines)),
    )


def _identity(path: Path) -> tuple[int, int] | None:
    """Gives what a file is known by whatever its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_of_the_disk(error: BaseException) -> bool:
    return any(word in str(error) for word in ("full", "readonly", "disk I/O", "unable to open"))


def _told(error: Exception, path: Path) -> AppError:
    """Gives the message for what SQLite says of a file."""
    said = str(error)
    if "locked" in said or "busy" in said:
        return AppError("project_busy", file=path.name)
    if "readonly" in said or "unable to open" in said:
        return AppError("cannot_write", file=path.name)
    if "full" in said:
        return AppError("disk_full", file=path.name)
    if "malformed" in said or "disk I/O" in said:
        return AppError("project_damaged", file=path.name)
    return AppError("not_a_project", file=path.name)


def glance(path: Path) -> FileSummary | None:
    """Gives what a project file holds, from a look that changes nothing; None where it cannot be
    read, as of an encrypted one.
    """
    try:
        db = connect(path, read_only=True)
        try:
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return None
            code, name = next(db.execute("SELECT state_code, state_name FROM project"))
            laws = db.execute("SELECT count(*) FROM law WHERE NOT removed").fetchone()[0]
            answered = db.execute("SELECT count(*) FROM answer").fetchone()[0]
        finally:
            db.close()
    except database_errors():
        return None
    return FileSummary(state_code=code, state_name=name, laws=laws, answered=answered)


def new_uid() -> str:
    """Gives a new identifier that is unique across projects."""
    import uuid  # asks the system who it is: not while a window opens

    return str(uuid.uuid4())
