"""Plain values as YAML that a person can read and change."""

import yaml


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True  # our reader refuses references, so each list is written out


def yaml_of(found: object) -> str:
    """In the order given, with the letters as they are."""
    return yaml.dump(found, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
