"""The first translation on a machine without an installed package: offer to get one.

Nothing here is reached without the user's consent, given in the command (``--install``) or at the
prompt; without a terminal nobody is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bilingual.cli.report_models import download_bar
from bilingual.engines import EngineChoice, EngineOptions, choose_engine, find_engine
from bilingual.engines.installed import try_package
from bilingual.errors import PackageError
from bilingual.packages.obtain import TIMEOUT, install_pair, open_index

QUESTION = (
    "No Argos package for zh->{target} is installed. {instead}\n"
    "Install the official package now? It is fetched once from the package index (packages have "
    "about 50 to 150 MB); translating itself never uses the network"
)


def choose_or_install(
    name: str,
    options: EngineOptions,
    *,
    target: str,
    is_traditional: bool,
    is_offline: bool,
    has_consented: bool,
    ask: Callable[[str], bool] | None,
    has_work: Callable[[EngineChoice], bool],
    remark: Callable[[str], None],
) -> EngineChoice:
    """The engine called ``name``; if it uses packages, one installed first if the user wants.

    ``has_consented``: install without asking. ``ask``: puts a question to the user; None where
    nobody is there to answer, and not called unless an engine ``has_work``.
    ``remark``: tells the user something on the way.

    Raises `PackageError` if there is no usable package, `UsageError` if there is no such engine, or
    installing was asked for but the network is forbidden.
    """
    choose = partial(choose_engine, name, options, target=target, is_traditional=is_traditional)
    if not find_engine(name).has_packages:
        other = choose()
        if other.remark:
            remark(other.remark)
        return other
    try:
        choice = choose()
        is_enough = choice.route is not None and not choice.route.is_embedded
        instead = "The embedded draft package would be used."
    except PackageError:
        if options.package is not None or not (has_consented or ask):
            raise
        choice, is_enough, instead = None, False, "None is embedded for it."
    if choice and (is_enough or not (has_consented or (ask and has_work(choice)))):
        return choice
    if not has_consented:
        has_consented = bool(ask and ask(QUESTION.format(target=target, instead=instead)))
    if has_consented:
        _install(target, is_offline=is_offline, remark=remark)
    elif choice:
        return choice
    return choose()


def _install(target: str, *, is_offline: bool, remark: Callable[[str], None]) -> None:
    index = open_index(is_offline=is_offline, timeout=TIMEOUT)
    if index.remark:
        remark(index.remark)
    install_pair(
        index,
        "zh",
        target,
        try_package,
        is_offline=is_offline,
        timeout=TIMEOUT,
        bar_for=download_bar,
    )
