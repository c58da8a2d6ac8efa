# SPDX-License-Identifier: EUPL-1.2
"""The window; the only folder that imports Qt.

PySide reads the source of every module that is imported after it, to see whether the module wants
other names for Qt's functions. None of ours does, so importing is as it was before.

All that is made while the window opens stays: Python looks for garbage there only once it is open.
"""

import builtins
import gc

gc.set_threshold(200_000)
_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _import
