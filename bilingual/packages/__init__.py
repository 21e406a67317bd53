"""Argos packages: found, installed, verified, carried to other machines.

This is the only part of the program that may open a socket, and only in `index` and `download`,
which run on an explicit command or consent.
"""

from bilingual.packages.local import (
    Package,
    PackageSource,
    Route,
    argos_packages_folder,
    choose_route,
    list_packages,
    read_package,
)

__all__ = [
    "Package",
    "PackageSource",
    "Route",
    "argos_packages_folder",
    "choose_route",
    "list_packages",
    "read_package",
]
