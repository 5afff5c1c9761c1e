"""Fremskudt: working tool and measuring tool of outreach drug treatment."""

__version__ = "0.1.0"
