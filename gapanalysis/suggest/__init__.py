# SPDX-License-Identifier: EUPL-1.2
"""Which provisions of the laws belong to which obligation, and the words that say so."""
