"""The services and service groups that FortiOS ships, for files that use them without showing them.

A full backup shows them as ordinary objects, which then decide. FortiOS 6.4 and 7.x, factory default of
`config firewall service custom` and `config firewall service group`.
"""

from __future__ import annotations

TCP: dict[str, str] = {
    "ALL_TCP": "1-65535", "AOL": "5190-5194", "BGP": "179", "DNS": "53", "FINGER": "79", "FTP": "21", "FTP_GET": "21",
    "FTP_PUT": "21", "GOPHER": "70", "H323": "1720 1503", "HTTP": "80", "HTTPS": "443", "IMAP": "143", "IMAPS": "993",
    "Internet-Locator-Service": "389", "IRC": "6660-6669", "L2TP": "1701", "LDAP": "389", "NetMeeting": "1720",
    "NFS": "111 2049", "NNTP": "119", "NTP": "123", "PC-Anywhere": "5631", "ONC-RPC": "111", "DCE-RPC": "135",
    "POP3": "110", "POP3S": "995", "PPTP": "1723", "REXEC": "512", "RLOGIN": "513:512-1023", "RSH": "514:512-1023",
    "SCCP": "2000", "SIP": "5060", "SIP-MSNmessenger": "1863", "SAMBA": "139", "SMTP": "25", "SMTPS": "465",
    "SNMP": "161-162", "SSH": "22", "TELNET": "23", "UUCP": "540", "VDOLIVE": "7000-7010", "WAIS": "210",
    "WINFRAME": "1494 2598", "X-WINDOWS": "6000-6063", "MS-SQL": "1433 1434", "MYSQL": "3306", "RDP": "3389", "VNC": "5900",
    "SQUID": "3128", "SOCKS": "1080", "WINS": "1512", "CVSPSERVER": "2401", "AFS3": "7000-7009", "RTSP": "554 7070 8554",
    "MMS": "1755", "KERBEROS": "88 464", "SMB": "445", "NONE": "0",
}  # fmt: skip
UDP: dict[str, str] = {
    "ALL_UDP": "1-65535", "DHCP": "67-68", "DNS": "53", "H323": "1719", "IKE": "500 4500", "L2TP": "1701", "NFS": "111 2049",
    "NTP": "123", "PC-Anywhere": "5632", "ONC-RPC": "111", "DCE-RPC": "135", "QUAKE": "26000 27000 27910 27960",
    "RAUDIO": "7070", "RIP": "520", "SIP": "5060", "SNMP": "161-162", "SYSLOG": "514", "TALK": "517-518", "TFTP": "69",
    "MGCP": "2427 2727", "DHCP6": "546 547", "SOCKS": "1080", "WINS": "1512", "RADIUS": "1812 1813",
    "RADIUS-OLD": "1645 1646", "CVSPSERVER": "2401", "AFS3": "7000-7009", "TRACEROUTE": "33434-33535", "RTSP": "554",
    "MMS": "1024-5000", "KERBEROS": "88 464", "LDAP_UDP": "389",
}  # fmt: skip
ICMP: dict[str, tuple[int, int | None]] = {
    "ALL_ICMP": (1, None), "ALL_ICMP6": (58, None), "PING": (1, 8), "TIMESTAMP": (1, 13), "INFO_REQUEST": (1, 15),
    "INFO_ADDRESS": (1, 17), "PING6": (58, 128),
}  # fmt: skip
IP: dict[str, int] = {"ALL": 0, "ANY": 0, "GRE": 47, "AH": 51, "ESP": 50, "OSPF": 89}
GROUPS: dict[str, tuple[str, ...]] = {
    "Email Access": ("DNS", "IMAP", "IMAPS", "POP3", "POP3S", "SMTP", "SMTPS"),
    "Web Access": ("DNS", "HTTP", "HTTPS"),
    "Windows AD": ("DCE-RPC", "DNS", "KERBEROS", "LDAP", "LDAP_UDP", "SAMBA", "SMB"),
    "Exchange Server": ("DCE-RPC", "DNS", "HTTPS"),
}
