import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * True when the module was started by `node FILE`, false when another module imports it.
 *
 * @param {string} url `import.meta.url` of the module
 */
export const isMain = url => process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
