# SPDX-License-Identifier: EUPL-1.2
"""States that may be chosen for a new analysis: members of the Council of Europe and Parties."""

from __future__ import annotations

_CODES = (
    "ALB:AL AND:AD ARM:AM AUT:AT AZE:AZ BEL:BE BIH:BA BGR:BG HRV:HR CYP:CY CZE:CZ DNK:DK EST:EE"
    " FIN:FI FRA:FR GEO:GE DEU:DE GRC:GR HUN:HU ISL:IS IRL:IE ITA:IT LVA:LV LIE:LI LTU:LT LUX:LU"
    " MLT:MT MDA:MD MCO:MC MNE:ME NLD:NL MKD:MK NOR:NO POL:PL PRT:PT ROU:RO SMR:SM SRB:RS SVK:SK"
    " SVN:SI ESP:ES SWE:SE CHE:CH TUR:TR UKR:UA GBR:GB KAZ:KZ TUN:TN ISR:IL"
)


def states(language: str) -> list[tuple[str, str]]:
    """Gives ISO 3166-1 alpha-3 codes with names in a language, in the order of the names."""
    from babel import Locale

    names = Locale.parse(language).territories
    pairs = (pair.split(":") for pair in _CODES.split())
    return sorted(((code, names[two]) for code, two in pairs), key=lambda pair: pair[1])


def languages(language: str) -> list[tuple[str, str]]:
    """Gives the languages of laws that can be read, with their names in a language."""
    from babel import Locale

    from gapanalysis.languages import LANGUAGES

    here = Locale.parse(language)
    named = ((code, str(Locale.parse(code).get_display_name(here))) for code in LANGUAGES)
    return sorted(named, key=lambda pair: pair[1])
