"""Keeps the rows of some task kinds, for trainers that cannot leave any out.

    python3 select_rows.py DATA OUT KIND [KIND ...]

Reads JSONL or a JSON list with the standard library, Parquet with pyarrow where that is there (it comes with the
trainer), and writes the same kind. A row without a task kind belongs to none. Ends with 65 when no row is left: a training on nothing
would end at once and look like one that is done.
"""

import json
import os
import sys

NAMES = ("task", "task_kind")


def rows_of_json(path):
    """Rows of a JSON list, or one a line."""
    with open(path, encoding="utf-8-sig") as file:
        first = file.read(1)
        while first and first.isspace():
            first = file.read(1)
        file.seek(0)
        if first == "[":
            yield from json.load(file)
            return
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield json.loads(line)
            except ValueError as error:
                sys.exit("loupe: line %d of %s is no JSON: %s" % (number, path, error))


def kind_of(row):
    values = [row.get(name) for name in NAMES] if isinstance(row, dict) else []
    return next((value for value in values if isinstance(value, str)), None)


def select_json(source, target, kinds):
    kept = seen = 0
    with open(target, "w", encoding="utf-8") as file:
        for row in rows_of_json(source):
            seen += 1
            if kind_of(row) in kinds:
                kept += 1
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return kept, seen


def select_parquet(source, target, kinds):
    """Parquet stays Parquet: pages may be bytes inside of it, which JSON cannot hold."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        sys.exit("loupe: reading %s needs pyarrow in the trainer's environment" % source)
    read = parquet.ParquetFile(source)
    names = [name for name in NAMES if name in read.schema_arrow.names]
    kept = seen = 0
    with parquet.ParquetWriter(target, read.schema_arrow) as writer:
        for batch in read.iter_batches(256):
            rows = batch.select(names).to_pylist()
            chosen = [at for at, row in enumerate(rows) if kind_of(row) in kinds]
            seen += len(rows)
            kept += len(chosen)
            if chosen:
                writer.write_batch(batch.take(chosen))
    return kept, seen


def select(source, target, kinds):
    """Writes the chosen rows; the file appears whole. Gives how many were kept and how many there are."""
    with open(source, "rb") as file:
        is_parquet = file.read(4) == b"PAR1"
    part = target + ".part"
    counts = (select_parquet if is_parquet else select_json)(source, part, kinds)
    os.replace(part, target)
    return counts


def main(arguments):
    if len(arguments) < 3:
        sys.exit(__doc__)
    source, target, kinds = arguments[0], arguments[1], set(arguments[2:])
    kept, seen = select(source, target, kinds)
    print("loupe: %d of %d rows are of %s" % (kept, seen, ", ".join(sorted(kinds))), flush=True)
    if kept == 0:
        sys.exit(65)


if __name__ == "__main__":
    main(sys.argv[1:])
