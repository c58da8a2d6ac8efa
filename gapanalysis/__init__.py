# SPDX-License-Identifier: EUPL-1.2
"""gapanalysis: national law read against the Istanbul Convention, on one computer."""

__version__ = "0.1.0"
