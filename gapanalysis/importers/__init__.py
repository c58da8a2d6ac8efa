# SPDX-License-Identifier: EUPL-1.2
"""A file on disk → :class:`~gapanalysis.model.LawDraft`. Knows nothing of projects."""
