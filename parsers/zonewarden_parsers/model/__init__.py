"""The normalised model: immutable values that every parser produces and every analysis reads.

Addresses are integers past the parser; every object a finding may point to carries a `Location`.
"""

from zonewarden_parsers.model.addresses import ANY, ANY4, ANY6, NOWHERE, AddressSet, IntervalSet
from zonewarden_parsers.model.coverage import Coverage, LineState
from zonewarden_parsers.model.device import (
    Aspect,
    Device,
    Effect,
    Gap,
    ImplicitPolicy,
    Interface,
    NamedObject,
    NatRule,
    Reference,
    RemoteUser,
    Route,
    RouteHandover,
    RoutingPeer,
    SwitchPort,
    Vpn,
    VpnKind,
)
from zonewarden_parsers.model.location import Diagnostic, Location, Severity
from zonewarden_parsers.model.management import (
    AdminService,
    ManagementPlane,
    Secret,
    Server,
    Setting,
    SnmpAccess,
    TerminalLine,
    User,
)
from zonewarden_parsers.model.packets import Packet, PacketSet, Product
from zonewarden_parsers.model.rules import Action, Atom, AtomKind, Binding, Direction, Match, Rule, RuleList
from zonewarden_parsers.model.services import ANY_SERVICE, EMPTY_SERVICE, ESTABLISHED, INITIATING, Box, ServiceSet
from zonewarden_parsers.model.times import Times

__all__ = [
    "ANY", "ANY4", "ANY6", "ANY_SERVICE", "EMPTY_SERVICE", "ESTABLISHED", "INITIATING", "NOWHERE",
    "Action", "AddressSet", "AdminService", "Aspect", "Atom", "AtomKind", "Binding", "Box", "Coverage", "Device", "Diagnostic",
    "Direction", "Effect", "Gap", "ImplicitPolicy", "Interface", "IntervalSet", "LineState", "Location", "ManagementPlane", "Match",
    "NamedObject", "NatRule", "Packet", "PacketSet", "Product", "Reference", "RemoteUser", "Route", "RouteHandover", "RoutingPeer", "Rule", "RuleList", "Secret",
    "Server", "ServiceSet", "Setting", "Severity", "SnmpAccess", "SwitchPort", "TerminalLine", "Times", "User", "Vpn", "VpnKind",
]  # fmt: skip
