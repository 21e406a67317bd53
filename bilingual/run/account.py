"""The account that an output folder keeps of its documents, while a run changes it.

The records are read once and saved once, at the end. In between, the journal says what happened;
the next run reads it over the records, if this one is killed. Records that are damaged or gone
are made again from the documents.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bilingual.errors import UsageError
from bilingual.files import (
    cannot_be_written,
    hash_bytes,
    hash_file,
    remove_temporaries,
    write_whole,
)
from bilingual.model import Severity
from bilingual.run.journal import Journal
from bilingual.run.records import (
    NewerRecordsError,
    Record,
    dump_records,
    load_records,
    with_outputs,
    without_outputs,
)
from bilingual.run.recovery import recover_records
from bilingual.run.seeds import RECORDS_NAME
from bilingual.run.standing import holds_work, is_written_or_edited, read_output


class Account:
    """What is known of the documents in one output folder."""

    def __init__(
        self,
        folder: Path,
        engine: str = "",
        is_learned: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Read the account; nothing is written. ``engine`` is what new records say of who
        translated, ``is_learned`` tells whether what a person made of a document with a SHA-256
        is kept elsewhere.

        Raises `UsageError` if it cannot be read, or if a newer version wrote it.
        """
        self._folder, self._path, self._engine = folder, folder / RECORDS_NAME, engine
        self._is_learned = is_learned
        self._journal = Journal(folder)
        self._is_changed = False
        self._unfinished: list[str] = []
        """Outputs in the midst of which an earlier run was killed."""
        self.remark = ""
        """What the user should know of how the account was read; empty if there is nothing."""
        self._records = self._read()
        self._replay()

    @property
    def records(self) -> Mapping[str, Record]:
        """What is recorded, by seed."""
        return self._records

    def is_fresh(self, seed: str, source: str, signature: str, output: str) -> bool:
        """Whether ``output`` of the seed, with the pictures beside it, is there from this source
        and signature, as it was written or as a person made it since.

        Raises `WriteError` if there is something that cannot be read.
        """
        record = self._records.get(seed)
        if record is None or (record.source, record.signature) != (source, signature):
            return False
        if output not in record.outputs:
            return False
        pictures = f"{seed}.files/"
        beside = [name for name in record.outputs if name.startswith(pictures)]
        names = [output, *beside] if output.endswith(".md") else [output]
        return all(self._is_sound(name, record.outputs[name]) for name in names)

    def holds_work(self, seed: str, output: str) -> bool:
        """Whether replacing ``output`` would lose somebody's work, as far as can be told without
        knowing what would take its place.

        Raises `WriteError` if there is something that cannot be read.
        """
        content, digest = self._content(output), self._digest(seed, output)
        return content is not None and self._holds_work(content, output, digest)

    def is_edited(self, seed: str, output: str) -> bool:
        """Whether it is certain, without knowing what would take its place, that a person edited
        ``output``: it is known how it was written, and it is whole in another way.

        Raises `WriteError` if there is something that cannot be read.
        """
        content, digest = self._content(output), self._digest(seed, output)
        return (
            content is not None
            and digest is not None
            and self._holds_work(content, output, digest)
            and is_written_or_edited(content, output, digest)
        )

    def _digest(self, seed: str, output: str) -> str | None:
        """SHA-256 of an output as it was last written; None if nothing is known of it."""
        record = self._records.get(seed)
        return record.written.get(output) if record else None

    def _holds_work(self, content: bytes, output: str, digest: str | None) -> bool:
        return holds_work(content, output, digest) and not self._is_learned(hash_bytes(content))

    def is_part_of(self, output: str, content: bytes) -> bool:
        """Whether ``output`` is, or begins as, what would be written: nothing is lost with it."""
        there = self._content(output)
        return there is None or content.startswith(there)

    def worst(self, seed: str) -> Severity | None:
        """How grave the gravest finding in the documents of a seed is; None without any."""
        record = self._records.get(seed)
        return record.worst if record else None

    def write(
        self,
        seed: str,
        source: str,
        signature: str,
        output: str,
        content: bytes,
        worst: Severity | None = None,
        memory: str = "",
    ) -> None:
        """Write an output of a seed, and take account of it before and after; ``worst`` is the
        gravest finding in it, ``memory`` what `Record.memory` says.

        Raises `WriteError` if that fails; the output is what it was then.
        """
        digest = hash_bytes(content)
        fact = {"seed": seed, "source": source, "signature": signature}
        fact |= {"worst": worst or "", "engine": self._engine, "memory": memory}
        self._journal.add({"output": output, "hash": digest, **fact})
        write_whole(self._folder / output, content, is_durable=False)
        self._journal.add({"wrote": output})
        now = Record(
            source=source,
            signature=signature,
            outputs={output: digest},
            worst=worst,
            engine=self._engine,
            memory=memory,
        )
        self._apply(seed, now)

    def note_memory(self, seed: str, memory: str) -> None:
        """Take account of what the memory says of a seed whose documents are as they would be
        written now. Nothing is lost with that, so the journal has no line of it."""
        record = self._records.get(seed)
        if record and record.memory != memory:
            self._records[seed] = replace(record, memory=memory)
            self._is_changed = True

    def remove(self, seed: str) -> list[str]:
        """Remove the outputs of a seed, except what a person edited; returns what is left.

        Raises `WriteError` if one cannot be removed.
        """
        kept = [name for name in self._records[seed].written if self.holds_work(seed, name)]
        removed = frozenset(self._records[seed].written) - frozenset(kept)
        for name in sorted(removed):
            path = self._folder / name
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise cannot_be_written(path, error) from None
            self._remove_empty(path.parent)
        self.forget(seed, removed)
        return kept

    def forget(self, seed: str, outputs: Iterable[str]) -> None:
        """Take outputs of a seed out of the account."""
        for output in outputs:
            self._journal.add({"forgot": output, "seed": seed})
        self._drop(seed, frozenset(outputs))

    def clean(self) -> None:
        """Remove what killed runs left in the midst of writing."""
        folders = {self._folder, *((self._folder / name).parent for name in self._unfinished)}
        for folder in folders:
            remove_temporaries(folder)

    def save(self) -> None:
        """Write the records, if they have changed; the journal is done then.

        Raises `WriteError` if that fails; the journal stays then, and nothing is lost.
        """
        try:
            if self._is_changed:
                write_whole(self._path, dump_records(self._records))
            self._journal.remove()
        except OSError as error:
            raise cannot_be_written(self._journal.path, error) from None
        finally:
            self._journal.close()
        self._is_changed = False

    def _read(self) -> dict[str, Record]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            found = recover_records(self._folder)
            self._is_changed = bool(found)
            return found
        except OSError as error:
            raise UsageError(
                self._path,
                f"cannot be read ({error.strerror})",
                "check its rights, or choose another folder with -o",
            ) from None
        try:
            records, is_sound = load_records(content)
        except NewerRecordsError:
            raise UsageError(
                self._path,
                "is of a newer version of bilingual",
                "update bilingual, or choose another folder with -o",
            ) from None
        if not is_sound:
            found = recover_records(self._folder)
            records = {**found, **records}
            self._is_changed = True
            self.remark = f"{self._path}: was damaged; made again from the documents"
        return records

    def _replay(self) -> None:
        """Read the journal of a killed run over the records."""
        begun: dict[str, tuple[str, Record]] = {}
        for line in self._journal.lines():
            self._is_changed = True
            if isinstance(line.get("wrote"), str):
                if fact := begun.pop(line["wrote"], None):
                    self._apply(*fact)
            elif isinstance(line.get("forgot"), str):
                self._drop(str(line.get("seed")), frozenset((line["forgot"],)))
            else:
                output, worst = str(line.get("output")), line.get("worst")
                now = Record(
                    source=str(line.get("source")),
                    signature=str(line.get("signature")),
                    outputs={output: str(line.get("hash"))},
                    worst=Severity(worst) if worst in tuple(Severity) else None,
                    engine=str(line.get("engine", "")),
                    memory=str(line.get("memory", "")),
                )
                begun[output] = (str(line.get("seed")), now)
        self._unfinished = list(begun)
        for output, (seed, now) in begun.items():
            with contextlib.suppress(OSError):
                if hash_file(self._folder / output) == now.outputs[output]:
                    self._apply(seed, now)

    def _apply(self, seed: str, now: Record) -> None:
        """Outputs were written, of which alone ``now`` is the record."""
        self._records[seed] = with_outputs(self._records.get(seed), now)
        self._is_changed = True

    def _drop(self, seed: str, outputs: frozenset[str]) -> None:
        record = self._records.pop(seed, None)
        left = without_outputs(record, outputs) if record else None
        if left:
            self._records[seed] = left
        self._is_changed = True

    def _is_sound(self, output: str, digest: str) -> bool:
        content = self._content(output)
        return content is not None and is_written_or_edited(content, output, digest)

    def _content(self, output: str) -> bytes | None:
        path = self._folder / output
        try:
            return read_output(path)
        except OSError as error:
            raise cannot_be_written(path, error) from None

    def _remove_empty(self, folder: Path) -> None:
        """Remove folders that have become empty."""
        while folder != self._folder and folder.is_relative_to(self._folder):
            try:
                folder.rmdir()
            except OSError:  # something is in it
                return
            folder = folder.parent
