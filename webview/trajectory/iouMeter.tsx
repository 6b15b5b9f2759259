import { formatNumber } from "../formatNumber.js";
import { viewContext } from "../viewContext.js";

/** An IoU as a number and as a bar. */
export function IouMeter({ iou }: { readonly iou: number }) {
  const { t } = viewContext.use();
  const text = formatNumber.fixed(iou, 2);
  return (
    <>
      <b>{text}</b>
      <span class="meter" role="meter" aria-label={t("iou")} aria-valuemin={0} aria-valuemax={1} aria-valuenow={iou}>
        <i style={{ width: `${Math.min(1, Math.max(0, iou)) * 100}%` }} />
      </span>
    </>
  );
}
