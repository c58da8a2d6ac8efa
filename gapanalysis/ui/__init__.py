# SPDX-License-Identifier: EUPL-1.2
"""The window; the only folder that imports Qt.

PySide6 6.12.0 gives ``None`` back once too often from every call without a result when it runs on
Python 3.11; after some thousand calls the interpreter ends with "deallocating None". Python 3.12
and later keep ``None`` for ever; for older ones :func:`_keep_none` does the same.
"""

from __future__ import annotations

import ctypes
import sys


def _keep_none() -> None:
    """Gives ``None`` a reference count that no number of calls can use up."""
    if sys.version_info < (3, 12) and sys.getrefcount(None) < 1 << 40:
        count = ctypes.c_ssize_t.from_address(id(None))
        count.value += 1 << 60


_keep_none()
