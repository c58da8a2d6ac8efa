# SPDX-License-Identifier: EUPL-1.2
"""What a report says (``blocks``, ``build``) and how it looks (one module a format)."""
