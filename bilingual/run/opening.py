"""A seed opened: what is to be done for it, and what it takes to do that."""

from __future__ import annotations

from bilingual.files import hash_bytes
from bilingual.readers import read_bytes
from bilingual.run.account import Account
from bilingual.run.remembering import Remembering
from bilingual.run.seeds import Seed
from bilingual.run.tasks import Settings, Task, make_task
from bilingual.run.work import Work, read_plan


def open_seed(
    seed: Seed,
    account: Account,
    settings: Settings,
    remembering: Remembering,
    *,
    force: bool,
    is_planning: bool = False,
) -> Task | Work:
    """A seed, read if it is stale, else the task that has nothing to do. It is hashed and read
    from the same bytes. If it ``is_planning``, only a seed about which the memory must be asked
    is read, and the task is all that is wanted.

    Raises `BilingualError` if it cannot be read, or if its documents must not be touched.
    """
    data = read_bytes(seed.path)
    source, record = hash_bytes(data), account.records.get(seed.name)

    def task_of(told: str) -> Task:
        signature = remembering.sign(told)
        task = make_task(seed, source, account, settings, signature, force=force, memory=told)
        if not task.forms:
            account.note_memory(seed.name, told)
        elif not force:
            remembering.refuse_forgotten(record, source, told, seed.name)
        return task

    told = remembering.told(record, source)
    if told is not None:
        task = task_of(told)
        if is_planning or not task.forms:
            return task
    plan = remembering.recall(read_plan(seed.path, data, settings))
    task = task_of(remembering.tell(plan))
    return Work(task=task, plan=plan) if task.forms and not is_planning else task
