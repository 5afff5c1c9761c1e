"""The code under which a study knows a citizen: the same each time, another in each study, and nobody's way back.

Source: H6 and section 3 of design.md. The code takes the place of the participant list's borger_id (report 5.2).
"""

import hmac

from fremskudt.basics.codes import ALPHABET, GROUP

GROUPS = 3
LETTERS = "".join(sign for sign in ALPHABET if sign.isalpha())  # no figures, so nothing is taken for a CPR number


def pseudonym(key: bytes, study: str, citizen_key: str) -> str:
    """Three groups of four signs, `XXXX-XXXX-XXXX` (16^12 codes), from a keyed HMAC-SHA-256 of citizen and study.

    `key` is a secret of the site, `study` the study's slug, `citizen_key` how the log names the citizen. The label and
    the NUL between the parts keep it apart from every other use of the key. Never fails.
    """
    digest = hmac.digest(key, b"pseudonym\0" + study.encode() + b"\0" + citizen_key.encode(), "sha256")
    number, signs = int.from_bytes(digest), []
    for _ in range(GROUPS * GROUP):
        number, place = divmod(number, len(LETTERS))
        signs.append(LETTERS[place])
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, len(signs), GROUP))
