"""Sections the reader knows and that change nothing the model describes, and those that carry traffic past the rules."""

from __future__ import annotations

from zonewarden_parsers.model import Aspect, Effect, LineState
from zonewarden_parsers.pf_xml.draft import Draft
from zonewarden_parsers.pf_xml.routing import enabled
from zonewarden_parsers.xml_lines import Element

TOP = frozenset(["version", "lastchange", "theme", "sysctl", "system", "dhcpd", "dhcpdv6", "dhcpd6", "dhcpbackend", "dhcrelay", "dhcrelay6", "dhcp6relay", "kea", "dnsmasq", "unbound", "widgets", "revision", "rrd", "cron", "wol", "shaper", "dnshaper", "ezshaper", "proxyarp", "diag", "ca", "cert", "crl", "ppps", "laggs", "wireless", "qinqs", "notifications", "dyndnses", "dnsupdates", "dnsupdate", "ntpd", "gps", "captiveportal", "captiveportals", "voucher", "sshdata", "interfaces_assign", "nextuid", "nextgid", "trigger_initial_wizard", "wizard", "wizardtemp", "igmpproxy", "upnpd_disabled", "switches", "carp", "vlans", "cts", "clone", "branding", "monitoring", "confirmed", "legacy", "hostname", "descriptive_note", "comment", "notes", "ovpnserver", "schedules", "created", "updated", "routes", "filter_separators", "sync", "staticarp", "hasync", "bridges", "crypto", "ssh", "ntp", "language", "rrddata", "logview", "radvd", "lvtemplate"])  # fmt: skip
"""Sections of the outermost element that neither pass nor refuse traffic through the firewall, or that are read elsewhere."""

OPNSENSE = frozenset(["captiveportal", "cron", "dhcpd", "dhcrelay", "dnsmasq", "dnscryptproxy", "Dnscryptproxy", "dyndns", "DynDNS", "freeradius", "IDS", "Interfaces", "Kea", "monit", "Monit", "Netflow", "netsnmp", "proxyuserACL", "Syslog", "TrafficShaper", "trust", "Trust", "unboundplus", "Backup", "backup", "Diagnostics", "diagnostics", "crowdsec", "telegraf", "zabbixagent", "ZabbixAgent", "acmeclient", "AcmeClient", "ACME", "smart", "wol", "Wol", "mdnsrepeater", "MDNSRepeater", "vnstat", "node_exporter", "NodeExporter", "lldpd", "nut", "Nut", "iperf", "hwprobe", "QemuGuestAgent", "qemuguestagent", "ntopng", "collectd", "netdata", "puppetagent", "redis", "rspamd", "clamav", "postfix", "ddclient", "Core", "core", "system", "auth", "Auth", "IPsec", "ApiToken", "ApiAuth", "gitbackup", "git-backup", "theme", "apcupsd", "bind", "Bind", "radsecproxy", "muninnode", "puppet", "sunnyvalley", "zerotier_disabled", "Hostwatch", "hostwatch", "Ntpd", "ntpd", "radvd", "Radvd", "ndproxy", "NdProxy", "OpenVPNExport", "RRD", "wireless", "syslog"])  # fmt: skip
"""OPNsense's present sections that neither pass nor refuse traffic through the firewall, or that are read elsewhere."""

BYPASS = frozenset(["HAProxy", "haproxy", "Nginx", "nginx", "proxy", "squid", "squidcache", "siproxd", "relayd", "load_balancer", "miniupnpd", "upnpd", "upnp", "tinc", "zerotier", "tailscale", "Tailscale", "ZeroTier", "Tinc", "FtpProxy", "ftpproxy", "caddy", "Caddy", "sslh", "openconnect", "Openconnect", "stunnel", "avahi", "igmpproxy", "udpbroadcastrelay", "UDPBroadcastRelay", "Relayd", "nebula"])  # fmt: skip
"""Proxies, relays and overlay networks: they carry what filter rules do not show."""

_OTHER_TUNNELS = ("gifs", "gres")


def claim_sections(draft: Draft) -> None:
    """Claim every section that nobody has read; report what is not known, and what may carry traffic past the rules."""
    for element in draft.root.children:
        if element.tag in ("OPNsense", "installedpackages"):
            _claim_plugins(draft, element)
        elif element.tag in _OTHER_TUNNELS:
            element.claim_all()
            for tunnel in element.children:
                if tunnel.children:
                    draft.gap(Aspect.FLOWS, Effect.EITHER, "GIF and GRE tunnels are not modelled", tunnel)
        elif element.state is LineState.UNKNOWN:
            _claim(draft, element, TOP)


def _claim_plugins(draft: Draft, section: Element) -> None:
    section.claim()
    for element in section.children:
        if element.tag == "Firewall":
            _claim_firewall(draft, element)
        elif element.state is LineState.UNKNOWN:
            _claim(draft, element, OPNSENSE if section.tag == "OPNsense" else _PACKAGES)


_PACKAGES = frozenset(["package", "menu", "service", "pfblockerng", "snort", "suricata", "nut", "ntopng", "openvpn-client-export", "aws-wizard", "cron", "sudo", "acme", "bandwidthd", "darkstat", "nmap", "arpwatch", "lldpd", "mailreport", "notes", "telegraf", "zabbixagent", "snmptt", "vnstat2", "iperf", "netio", "backup", "systempatches", "patches", "tab", "filemanager", "lightsquid", "darkstats", "statusmonitor", "freeradius", "freeradiusclients", "openvmtools", "apcupsd", "nrpe2", "nrpe"])  # fmt: skip


def _claim_firewall(draft: Draft, section: Element) -> None:
    section.claim()
    for element in section.children:
        if element.tag in ("Category", "Lvtemplate", "Group"):
            element.claim_all(LineState.IRRELEVANT)
        elif element.tag not in ("Alias", "Filter"):
            _claim(draft, element, frozenset())


def _claim(draft: Draft, element: Element, known: frozenset[str]) -> None:
    full = any(e.text for e in element.walk()) or bool(element.children)
    if element.tag == "load_balancer" and element.child("virtual_server") is None:
        _keep(element)
    elif element.tag in BYPASS:
        element.claim_all()
        if enabled(element) and full:
            draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, f"{element.tag} carries traffic that rules do not show", element)
    elif element.tag in known or not full or element.tag.startswith(("pfblocker", "snort", "suricata", "freeradius")):
        _keep(element)
    else:
        element.claim_all(LineState.UNKNOWN)
        draft.unread(element, f"section not understood: {element.tag}")


def _keep(element: Element) -> None:
    """Claim what nobody has claimed under a known section."""
    for inner in element.walk():
        if inner.state is LineState.UNKNOWN:
            inner.claim(LineState.IRRELEVANT)
