"""Containers that say nothing about flows, management access or remote access, by the place they stand in."""

from __future__ import annotations

from zonewarden_parsers.paloalto_panos.vocabulary import keywords

SCOPE = keywords(
    "profiles profile-group reports report-group email-scheduler tag botnet pdf-summary-report custom-signature threats"
    " content-preview user-id-collector group-mapping captive-portal url-admin-override ssl-decrypt ssl-exclude-cert redistribution-agent"
    " ocsp-responder response-page admin-role display-name visible-vsys dns-proxy ts-agent user-id-agent user-id-hub device-object local-user-database"
    " application-status application-tag dynamic-user-group sdwan-interface-profile external-list-preview setting settings"
    " certificate-profile scep user-id-ssl-auth ssh dlp log-collector scheduled-config-push override quota devices parent-dg"
    " description reference-templates to-sw-version authorization-code master-device cloud-identity-engine iot gtp"
    " alg-override password-profile vm-info-source data-objects hip-objects data-filtering"
    " mfa-server-profile userid-syslog-parse-profile email-schedule pac-files policy-tag packet-broker-profile"
)
"""In `shared`, a virtual system, a device group."""

SERVERS = keywords(
    "log-settings server-profile authentication-profile authentication-sequence ssl-tls-service-profile certificate"
)
"""In Panorama's `shared` and device groups, whose firewalls have these from templates; elsewhere they are read."""

BASE = keywords(
    "readonly log-collector log-collector-group wildfire-appliance wildfire-appliance-cluster scheduled-config-push plugins"
    " panorama-log-collector device-deployment dynamic-user-group-agent predefined-snippets"
)
"""At the top of a device's configuration."""

NETWORK = keywords(
    "profiles qos dhcp dns-proxy lldp pppoe proxy underlay-net virtual-wire vlan shared-gateway-settings routing-profile"
    " sdwan-interface-profile secure-web-gateway transceiver"
)
"""In `network`. Virtual wires and VLANs join ports; which zones those are in is said by the zones."""

VSYS_IMPORT = frozenset({"visible-vsys", "dns-proxy", "resource"})
TEMPLATE = frozenset({"settings", "description", "user-group-source", "variable", "devices", "templates"})
