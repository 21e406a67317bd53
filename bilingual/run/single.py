"""One document without an output folder: nothing is recorded, nothing but the result is left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, FaultError, PackageError
from bilingual.files import hash_bytes
from bilingual.model import gravest
from bilingual.run.forms import Form
from bilingual.run.observer import Observer
from bilingual.run.remembering import remembering_of
from bilingual.run.runner import result_of
from bilingual.run.seeds import Seed
from bilingual.run.tasks import Result, Settings, Status, Task, failure, signature_for
from bilingual.run.work import make_files, read_plan
from bilingual.writers import in_rows


def translate_single(
    path: Path,
    data: bytes,
    settings: Settings,
    engine: EngineChoice,
    observer: Observer,
) -> tuple[Result, bytes]:
    """The document of a seed with the content ``data``, in the one form that the settings ask for,
    and what became of it; of a seed that failed, the document is empty. ``path`` names the seed.

    Raises `PackageError` if the engine cannot be loaded.
    """
    observer.start(1)
    content, began = b"", perf_counter()
    try:
        (form,) = settings.forms(path)
        result, content = _translate(path, data, form, settings, engine, observer)
    except PackageError:
        raise
    except BilingualError as error:
        result = failure(path, error)
    except Exception as error:
        result = failure(path, FaultError.of(path, error))
    result = replace(result, seconds=perf_counter() - began)
    observer.finish(result)
    return result, content


def _translate(
    path: Path,
    data: bytes,
    form: Form,
    settings: Settings,
    engine: EngineChoice,
    observer: Observer,
) -> tuple[Result, bytes]:
    from bilingual.translate import translate_plans

    seed = Seed(path=path, name=path.name)
    with remembering_of(settings, engine) as remembering:
        plan = remembering.recall(read_plan(path, data, settings))
        signature = signature_for(path, remembering.sign(remembering.tell(plan)))
    task = Task(seed=seed, source=hash_bytes(data), forms=(form,), signature=signature)
    observer.load()
    translator = engine.load()
    observer.begin(1, plan.size)
    (document,) = translate_plans([plan], translator, settings.translate, advance=observer.advance)
    worst = gravest(finding.severity for pair in document.pairs for finding in pair.findings)
    *pictures, (_, content) = make_files(task, form, document, settings, worst)
    if pictures:
        observer.remark(f"{path}: {len(pictures)} pictures would be files beside it: left out")
    shown = in_rows(document, settings.write)
    return result_of(seed, Status.WRITTEN, Path(), [], worst, shown), content
