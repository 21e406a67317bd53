"""Documents whose sources are not there any more."""

from __future__ import annotations

from pathlib import Path

from bilingual.errors import BilingualError
from bilingual.run.account import Account
from bilingual.run.seeds import Found
from bilingual.run.tasks import Result, Status, failure, kept


def find_gone(found: Found, account: Account, output: Path, *, is_pruning: bool) -> list[Result]:
    """The documents of seeds that an earlier run found and this one did not; with
    ``is_pruning``, they are removed, unless a person edited them.

    Only where folders were walked, and some seed was found in them: an empty folder may be a disk
    that is not there. What could not be looked at counts as there.
    """
    results = list[Result]()
    if not found.seeds:
        return results
    for seed in [name for name in account.records if found.is_gone(name)]:
        names = sorted(account.records[seed].written)
        there = [name for name in names if (output / name).exists()]
        if not there:
            continue
        shown = [str(output / name) for name in there]
        if not is_pruning:
            results.append(Result(source=seed, status=Status.GONE, outputs=tuple(shown)))
            continue
        try:
            left = account.remove(seed)
        except BilingualError as error:
            results.append(failure(Path(seed), error))
            continue
        if left:
            results.append(failure(Path(seed), kept(output / left[0])))
        removed = [str(output / name) for name in there if name not in left]
        if removed:
            results.append(Result(source=seed, status=Status.REMOVED, outputs=tuple(removed)))
    return results
