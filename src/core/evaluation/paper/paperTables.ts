import json from "./printedTables.json";
import { type PrintedTable, readPrintedTables } from "./printedTable.js";

/**
 * Tables 3 to 8 of arXiv 2511.06490v1 as printed. What the copy that was read does not show – bold and underlined marks –
 * is not there; the column that Table 8 calls MMLU has the questions of MMMU's validation set, as section 5.2 says.
 */
export const paperTables: readonly PrintedTable[] = readPrintedTables(json);
