import type { ColumnSource } from "hyparquet-writer";
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { GrowingFile } from "./exportFiles.js";

/** A value for each column of a file, by its name. */
export type ParquetRow = Readonly<Record<string, unknown>>;

/** Writes rows to a Parquet file, one row group after another: no more than one is in memory. */
export class ParquetFile {
  private readonly file: GrowingFile;
  private readonly columns: readonly string[];
  private readonly plain: readonly string[];
  private readonly bytes: ByteWriter;
  private readonly writer: ParquetWriter;

  /** `plain`: columns of images, which do not get smaller by being compressed again. */
  constructor(file: GrowingFile, schema: SchemaElement[], columns: readonly string[], plain: readonly string[]) {
    this.file = file;
    this.columns = columns;
    this.plain = plain;
    this.bytes = new ByteWriter();
    this.writer = new ParquetWriter({ writer: this.bytes, schema, codec: "SNAPPY", createdBy: "rollout-loupe" });
  }

  /** Writes rows as one row group. */
  async group(rows: readonly ParquetRow[]): Promise<void> {
    if (rows.length === 0) return;
    const columnData = this.columns.map((name): ColumnSource => {
      const data = rows.map(row => row[name]);
      return this.plain.includes(name)
        ? { name, data, codec: "UNCOMPRESSED", encoding: "PLAIN", statistics: false }
        : { name, data };
    });
    await this.writer.write({ columnData, rowGroupSize: rows.length });
    await this.flush();
  }

  async end(rows: number): Promise<void> {
    await this.writer.finish();
    await this.flush();
    await this.file.end(rows);
  }

  /** Hands what was encoded to the file, and takes the room again; offsets count on. */
  private async flush(): Promise<void> {
    await this.file.write(new Uint8Array(this.bytes.buffer, 0, this.bytes.index));
    this.bytes.index = 0;
  }
}
