# SPDX-License-Identifier: EUPL-1.2
"""``python -m gapanalysis``: the command line."""

import sys

from gapanalysis.cli import main

if __name__ == "__main__":
    sys.exit(main())
