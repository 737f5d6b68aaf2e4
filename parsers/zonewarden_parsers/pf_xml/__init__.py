"""Configurations of pfSense and OPNsense (`config.xml`), one reader for both.

Both write rules for pf(4) from it. pf judges a packet on its way in and again on its way out of an interface; the last rule that
matches decides unless one with `quick` ends the search. Written as first match: the quick rules in order, then the others
from the last to the first, then the default.

Sources: pfSense documentation (*Firewall*: rule processing order, floating rules, interface groups, aliases), OPNsense
documentation (*Firewall/Rules*, *Aliases*, *Settings*), the rule generators in their public sources, pf.conf(5).
"""
