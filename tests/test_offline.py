# SPDX-License-Identifier: EUPL-1.2
"""The program never asks the network."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from test_layers import files, imported

NETWORK = {"socket", "ssl", "http", "urllib", "requests", "httpx", "ftplib", "smtplib", "asyncio"}


def test_no_module_imports_what_reaches_the_network():
    wrong = {
        (path.name, ".".join(name))
        for path in files()
        for name in imported(path)
        if name[0] in NETWORK and name[:2] != ("urllib", "parse")
    }
    assert wrong == set()


def test_no_qt_module_that_reaches_the_network():
    for path in files():
        text = Path(path).read_text(encoding="utf-8")
        assert "QtNetwork" not in text
        assert "QtWebEngine" not in text


def test_the_tests_themselves_cannot_reach_it():
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
