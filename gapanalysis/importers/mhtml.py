# SPDX-License-Identifier: EUPL-1.2
"""Reading MHTML, the web page in one file that some browsers save: its page goes to HTML."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from gapanalysis.errors import AppError
from gapanalysis.importers.html import read_html
from gapanalysis.importers.lines import Document, Tell

_MOST_BOUNDARIES = 50


def read_mhtml(data: bytes, name: str, tell: Tell | None = None) -> Document:
    """Gives the lines of the page that the file holds: the first part that is HTML.

    Raises ``AppError``: ``corrupt`` for a file without a page, and what :func:`read_html` raises.
    """
    if data.count(b"boundary=") > _MOST_BOUNDARIES:  # parts in parts in parts
        raise AppError("corrupt", file=name)
    pages = (part for part in message_from_bytes(data).walk() if _is_page(part))
    page = next(pages, None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes):
        raise AppError("corrupt", file=name)
    declared = str(page.get_content_charset() or "")
    return replace(read_html(payload, name, tell, declared=declared), format="html")


def _is_page(part: Message) -> bool:
    return part.get_content_type() in {"text/html", "application/xhtml+xml"}
