"""Where CTranslate2 works and in which numbers, settled before anything is loaded."""

from __future__ import annotations

from dataclasses import replace

from bilingual.engines.base import Device, EngineOptions
from bilingual.errors import UsageError

_ON_CPU = "int8"
"""Of 60 lines of press-dev: int8 1.25 s, int16 1.56 s, float32 2.23 s."""
_ON_CUDA = "auto"
"""The fastest that the card supports, says CTranslate2."""


def settle_device(options: EngineOptions) -> EngineOptions:
    """The options with ``cpu`` or ``cuda`` in place of ``auto``, and a compute type.

    Raises `UsageError` for what this machine does not have.
    """
    device = options.device
    if device in (Device.AUTO, Device.CUDA):
        reason = _missing_cuda()
        if reason and device is Device.CUDA:
            raise UsageError("--device cuda", f"cannot be used here ({reason})", "use --device cpu")
        device = Device.CPU if reason else Device.CUDA
    default = _ON_CPU if device is Device.CPU else _ON_CUDA
    if options.compute_type not in ("", default):
        _check_compute_type(options.compute_type, device)
    return replace(options, device=device, compute_type=options.compute_type or default)


def signature_of(options: EngineOptions) -> str:
    """Those of the settled options that change a result, where they are not the usual ones."""
    facts = {
        "device": options.device if options.device is not Device.CPU else "",
        "compute type": options.compute_type if options.compute_type != _ON_CPU else "",
        "beam": options.beam or "",
    }
    return "".join(f" {name} {fact}" for name, fact in facts.items() if fact)


def _missing_cuda() -> str:
    """Why CUDA cannot be used; empty if it can."""
    import ctranslate2

    if not ctranslate2.get_cuda_device_count():
        return "no graphics card with CUDA is found"
    try:
        ctranslate2.get_supported_compute_types("cuda")
    except RuntimeError as error:
        return str(error).splitlines()[0]
    return ""


def _check_compute_type(compute_type: str, device: Device) -> None:
    import ctranslate2

    known = sorted(ctranslate2.get_supported_compute_types(device))
    if compute_type not in known:
        raise UsageError(
            f"--compute-type {compute_type}",
            f"is nothing that this {device} reckons with",
            f"choose from {', '.join(known)}",
        )
