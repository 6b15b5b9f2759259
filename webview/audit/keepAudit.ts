import { effect } from "@preact/signals";
import { errorText } from "../errorText.js";
import type { ViewModel } from "../viewModel.js";

/**
 * Asks for the audit of every rollout that is shown, by the chosen strategy. The old one stays until the new one is there:
 * the strip below belongs to the group, which mostly is the same.
 */
export function keepAudit(model: ViewModel): void {
  const { host, rollout, auditBy, audit, isAuditing, auditFailure } = model;
  let latest = 0;
  effect(() => {
    const strategy = auditBy.value;
    if (rollout.value === null) return;
    const mine = ++latest;
    isAuditing.value = true;
    const ask = async () => {
      try {
        const found = await host.audit({ strategy });
        if (mine !== latest) return;
        audit.value = found;
        auditFailure.value = null;
      } catch (error) {
        if (mine === latest) auditFailure.value = errorText(error);
        throw error;
      } finally {
        if (mine === latest) isAuditing.value = false;
      }
    };
    model.run(ask());
  });
}
