"""The names of the platforms, for whoever only needs those: importing the parsers costs time."""

PLATFORMS = (
    "checkpoint-mgmt",
    "cisco-asa",
    "cisco-ios",
    "cisco-iosxr",
    "cisco-nxos",
    "fortinet-fortios",
    "linux-iptables",
    "opnsense",
    "paloalto-panos",
    "pfsense",
)
