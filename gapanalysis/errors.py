# SPDX-License-Identifier: EUPL-1.2
"""The one error that a user can act on. Anything else that is raised is a bug of ours."""

from __future__ import annotations


class AppError(Exception):
    """Something that the user can mend: a code of ``resources/locale`` with its details.

    The sentence is made by :func:`gapanalysis.words.Words.error`; it says what is wrong, where, and
    what to do. ``str()`` gives the code with its details, for logs and tests.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:
        """Keeps the details when the error crosses to another process."""
        return _rebuild, (self.code, self.details)

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code}({shown})"


def _rebuild(code: str, details: dict[str, object]) -> AppError:
    return AppError(code, **details)
