"""The names of the platforms, for whoever only needs those: importing the parsers costs time."""

PLATFORMS = (
    "access-rules",
    "aerleon-policy",
    "aws-api",
    "azure-arm",
    "checkpoint-mgmt",
    "cisco-asa",
    "cisco-ios",
    "cisco-iosxr",
    "cisco-nxos",
    "fortinet-fortios",
    "juniper-junos",
    "kubernetes",
    "linux-iptables",
    "linux-nftables",
    "mikrotik-routeros",
    "opnsense",
    "paloalto-panos",
    "pfsense",
    "terraform-plan",
    "vyos",
)

YAML_CONFIGS = r"(?m)^(?:access-rules:|apiVersion:|filters:)"
"""What tells a YAML file that is a configuration from other YAML in the same folder."""
