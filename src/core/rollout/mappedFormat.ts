import type { ColumnNames } from "../dataset/columnNames.js";
import { isJsonObject } from "../dataset/jsonObject.js";
import type { DumpFormat } from "./dumpFormat.js";
import { mapped } from "./formats/mapped.js";

/**
 * The format of rows that these columns describe; null where they do not say what the response is. It knows a file by the
 * response's column, of which a first unit's skeleton has the outermost key.
 */
export function mappedFormat(columns: ColumnNames): DumpFormat | null {
  const { response } = columns;
  if (response === undefined) return null;
  const outermost = response.split(".")[0] ?? response;
  return {
    ...mapped,
    detect: first => isJsonObject(first) && (Object.hasOwn(first, response) || Object.hasOwn(first, outermost)),
    readUnit: unit => mapped.readUnit(unit, columns),
  };
}
