from fremskudt.partnership.models.house_rules import HouseRules

__all__ = ["HouseRules"]
