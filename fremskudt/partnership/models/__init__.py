from fremskudt.partnership.models.house_rules import HouseRules
from fremskudt.partnership.models.sparring import Sparring, SparringNote

__all__ = ["HouseRules", "Sparring", "SparringNote"]
