"""One document without an output folder: nothing is recorded, nothing but the result is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from bilingual.engines import EngineChoice, Translator
from bilingual.errors import BilingualError, FaultError, PackageError
from bilingual.files import hash_bytes
from bilingual.model import BilingualDocument, Severity, gravest
from bilingual.run.forms import Form
from bilingual.run.observer import Observer
from bilingual.run.remembering import remembering_of
from bilingual.run.runner import result_of
from bilingual.run.seeds import Seed
from bilingual.run.tasks import Result, Settings, Status, Task, failure, signature_for
from bilingual.run.work import make_files, read_plan
from bilingual.translate import Plan
from bilingual.writers import in_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A seed and its translation, of which documents can be made."""

    task: Task
    plan: Plan
    document: BilingualDocument

    @property
    def worst(self) -> Severity | None:
        """How grave the gravest finding is."""
        return gravest(finding.severity for finding in self.document.findings)

    def files(self, form: Form, settings: Settings) -> tuple[list[tuple[str, bytes]], bytes]:
        """The pictures that stand beside the document, by name, and the document in that form."""
        made = make_files(self.task, form, self.document, settings, self.worst)
        *pictures, (_, content) = made
        return pictures, content


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


def translate_one(
    path: Path,
    data: bytes,
    settings: Settings,
    engine: EngineChoice,
    load: Callable[[Plan], Translator],
    *,
    name: str = "",
    advance: Callable[[int], None] = lambda characters: None,
) -> Single:
    """A seed with the content ``data``, translated. ``load`` gets the engine ready for what there
    is to translate; ``advance`` is told how many more characters are done. ``path`` says of what
    kind the seed is, and ``name`` how documents call it, where that is not the path's name.

    Raises `ReadError` if it is unsound, and what the engine does.
    """
    from bilingual.translate import translate_plans

    name = name or path.name
    with remembering_of(settings, engine) as remembering:
        plan = remembering.recall(_named(read_plan(path, data, settings), name))
        signature = signature_for(path, remembering.sign(remembering.tell(plan)))
    task = Task(
        seed=Seed(path=path, name=name), source=hash_bytes(data), forms=(), signature=signature
    )
    translator = load(plan)
    (document,) = translate_plans([plan], translator, settings.translate, advance=advance)
    return Single(task=task, plan=plan, document=document)


def _named(plan: Plan, name: str) -> Plan:
    document = replace(plan.document.document, name=name)
    return replace(plan, document=replace(plan.document, document=document))


def _translate(
    path: Path,
    data: bytes,
    form: Form,
    settings: Settings,
    engine: EngineChoice,
    observer: Observer,
) -> tuple[Result, bytes]:
    def load(plan: Plan) -> Translator:
        observer.load()
        translator = engine.load()
        observer.begin(1, plan.size)
        return translator

    single = translate_one(path, data, settings, engine, load, advance=observer.advance)
    pictures, content = single.files(form, settings)
    if pictures:
        observer.remark(f"{path}: {len(pictures)} pictures would be files beside it: left out")
    shown = in_rows(single.document, settings.write)
    written = result_of(single.task.seed, Status.WRITTEN, Path(), [], single.worst, shown)
    return written, content
