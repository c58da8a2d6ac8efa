# SPDX-License-Identifier: EUPL-1.2
"""Charts as plain shapes, the same on the screen, in a file and in the report."""
