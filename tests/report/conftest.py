# SPDX-License-Identifier: EUPL-1.2
"""Reports on the small analysis of Arvenia."""

from __future__ import annotations

from functools import cache

import pytest
from report.arvenia import AUTHORS, ON, make_snapshot

from gapanalysis.instrument import load_instrument
from gapanalysis.model import Evaluation, Instrument, Snapshot
from gapanalysis.report.build import ReportOptions, build_report
from gapanalysis.reservations import states
from gapanalysis.rules.engine import evaluate
from gapanalysis.rules.load import load_rules


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    return load_instrument("istanbul")


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return make_snapshot()


@pytest.fixture(scope="session")
def evaluation(instrument: Instrument, snapshot: Snapshot) -> Evaluation:
    return evaluate(load_rules(instrument), instrument, snapshot, ON)


@pytest.fixture(scope="session")
def report_of(instrument, snapshot, evaluation):
    """Gives a report in a language, edition and with other options; each is built once."""
    reservation_states = states(snapshot.reservations, snapshot.state, ON, instrument)

    @cache
    def make(language="en", edition="public", **more):
        options = ReportOptions(
            language=language, edition=edition, on=ON, **{"author": AUTHORS, **more}
        )
        return build_report(instrument, snapshot, evaluation, reservation_states, options)

    return make
