"""What an engine reckons on: settled before it is loaded, and named where it changes results."""

from dataclasses import replace

import pytest

from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.base import Device, requests_for
from bilingual.engines.devices import settle_device
from bilingual.errors import UsageError

ctranslate2 = pytest.importorskip("ctranslate2")
HAS_CUDA = ctranslate2.get_cuda_device_count() > 0
SENTENCES = requests_for(["会议在北京举行。", "他们讨论了今年的经济工作。", "省长出席并讲话。"])


def translations(options: EngineOptions) -> list[str]:
    engine = choose_engine("argos", options).load()
    return [h.text for h in engine.translate(SENTENCES, advance=lambda indices: None)]


def test_the_usual_device_is_the_processor() -> None:
    settled = settle_device(EngineOptions())
    assert (settled.device, settled.compute_type) == (Device.CPU, "int8")


@pytest.mark.skipif(HAS_CUDA, reason="there is a card")
def test_without_a_card_auto_is_the_processor_and_cuda_an_error() -> None:
    automatic = EngineOptions(device=Device.AUTO)
    assert settle_device(automatic).device is Device.CPU
    assert choose_engine("argos", automatic).signature == choose_engine("argos").signature
    with pytest.raises(UsageError, match="--device cuda: cannot be used here") as caught:
        choose_engine("argos", replace(automatic, device=Device.CUDA))
    assert "\n" not in str(caught.value)


def test_numbers_that_the_processor_lacks_name_those_it_has() -> None:
    with pytest.raises(UsageError, match=r"--compute-type int7: .*; choose from float32, int8"):
        choose_engine("argos", EngineOptions(compute_type="int7"))


def test_signatures_name_what_changes_results_and_nothing_else() -> None:
    usual = choose_engine("argos").signature
    for same in ({"threads": 1}, {"compute_type": "int8"}):
        assert choose_engine("argos", EngineOptions(**same)).signature == usual
    for other, said in (
        ({"beam": 1}, " beam 1"),
        ({"compute_type": "float32"}, " compute type float32"),
    ):
        assert choose_engine("argos", EngineOptions(**other)).signature == usual + said


def test_the_number_of_threads_does_not_matter() -> None:
    one = translations(EngineOptions(threads=1))
    assert one == translations(EngineOptions(threads=3)) == translations(EngineOptions())


def test_a_beam_has_as_many_translations() -> None:
    engine = choose_engine("argos", EngineOptions(beam=3)).load()
    for hypothesis in engine.translate(SENTENCES, advance=lambda indices: None):
        assert len(hypothesis.alternatives) == 2
