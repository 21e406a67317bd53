"""Argos packages: found, installed, verified, carried to other machines.

This is the only part of the program that may open a socket, and only in `index` and `download`,
which run on an explicit command or consent.
"""

from bilingual.packages.folders import argos_packages_folder
from bilingual.packages.local import Package, PackageSource, list_packages, read_package
from bilingual.packages.routes import Route, choose_route

__all__ = [
    "Package",
    "PackageSource",
    "Route",
    "argos_packages_folder",
    "choose_route",
    "list_packages",
    "read_package",
]
