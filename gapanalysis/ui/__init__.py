# SPDX-License-Identifier: EUPL-1.2
"""The window; the only folder that imports Qt.

PySide reads the source of every module that is imported after it, to see whether the module wants
other names for Qt's functions. None of ours does, so importing is as it was before.
"""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _import
