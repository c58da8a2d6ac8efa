# SPDX-License-Identifier: EUPL-1.2
"""Rules as data and the engine that reads a project with them."""
