import type { FindingLevel } from "../../src/core/launch/finding.js";
import { Icon } from "../icon.js";

/** The mark before a finding; its sentence says the same in words. */
export function FindingIcon({ level }: { readonly level: FindingLevel }) {
  switch (level) {
    case "good":
      return <Icon name="check" />;
    case "note":
      return <Icon name="info" />;
    case "warning":
      return <Icon name="warn" class="warn" />;
    case "error":
      return <Icon name="error" class="wrong" />;
  }
}
