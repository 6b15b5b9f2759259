"""Reads what exports wrote with the libraries that others read it with: `read_tables.py CACHE`.

Input on stdin: {name: [kind, file]}, kind parquet, json or tsv. Prints one JSON object on the last line: by name, what each
library made of it. Bytes are given by their SHA-256.
"""
import hashlib
import json
import math
import sys


def plain(value):
    if isinstance(value, (bytes, bytearray)):
        return {"sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def with_datasets(kind, path, cache):
    import datasets

    table = datasets.load_dataset(kind, data_files=path, split="train", cache_dir=cache)
    return {"columns": sorted(table.features), "rows": [plain(row) for row in table]}


def with_pyarrow(path):
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(path)
    types = {field.name: str(field.type) for field in file.schema_arrow}
    groups = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
    return {"types": types, "groups": groups, "rows": plain(file.read().to_pylist())}


def with_duckdb(path):
    import duckdb

    found = duckdb.connect()
    types = {row[0]: row[1] for row in found.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()}
    cursor = found.execute("SELECT * FROM read_parquet(?)", [path])
    names = [column[0] for column in cursor.description]
    return {"types": types, "rows": [plain(dict(zip(names, row))) for row in cursor.fetchall()]}


def with_pandas(path):
    """As VLMEvalKit loads a table (smp/file.py, load_tsv)."""
    import pandas

    table = pandas.read_csv(path, sep="\t")
    types = {name: str(kind) for name, kind in table.dtypes.items()}
    return {"types": types, "rows": [{name: plain(value) for name, value in row.items()} for row in table.to_dict("records")]}


def read(kind, path, cache):
    if kind == "parquet":
        return {
            "pyarrow": with_pyarrow(path),
            "duckdb": with_duckdb(path),
            "datasets": with_datasets(kind, path, cache),
        }
    if kind == "json":
        return {"datasets": with_datasets(kind, path, cache)}
    return {"pandas": with_pandas(path)}


jobs = json.load(sys.stdin)
print("\n" + json.dumps({name: read(kind, path, sys.argv[1]) for name, (kind, path) in jobs.items()}))
