"""When a version of the master key may be given up."""

from fremskudt.basics.verdict import Verdict


def may_retire(version: int, *, is_known: bool, newest: int, n_needing: int) -> Verdict:
    """Only when nothing is sealed with it any more. `n_needing` counts the keys and secrets that are."""
    if not is_known:
        return Verdict.no(f"This site knows no version {version} of the master key.")
    if version == newest:
        return Verdict.no(f"Version {version} is the newest, which all that is new is sealed with.")
    if n_needing:
        return Verdict.no(f"{n_needing} keys and secrets need version {version}. Run `fremskudt keys rotate` first.")
    return Verdict.yes()
