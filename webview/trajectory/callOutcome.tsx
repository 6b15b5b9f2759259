import { isNotRun } from "../../src/core/rollout/isNotRun.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { boxText } from "../boxText.js";
import { formatNumber } from "../formatNumber.js";
import { zoomToCall } from "../page/zoomToCall.js";
import { selectCall } from "../selectCall.js";
import type { Translate } from "../translate.js";
import { viewContext } from "../viewContext.js";
import type { NumberedCall } from "./callsOfTurn.js";
import { aimText } from "./aimText.js";
import { CropCanvas } from "./cropCanvas.js";
import { ExecutedWords } from "./executedWords.js";
import { IouMeter } from "./iouMeter.js";
import { ReplyText } from "./replyText.js";
import { TargetWords } from "./targetWords.js";

interface CallOutcomeProps {
  readonly view: RolloutView;
  readonly numbered: NumberedCall;
  /** The tool's own words, or null where no reply came. */
  readonly reply: { readonly text: string; readonly isTruncated: boolean } | null;
}

/** Page pixels are in the hundreds: one decimal of a percentage is only of use for small crops. */
const shareDigits = (share: number) => (share < 0.1005 ? 1 : 0);

function CropSize({ view, numbered }: Pick<CallOutcomeProps, "view" | "numbered">) {
  const { t } = viewContext.use();
  const box = numbered.placed.executed;
  if (box === null) return null;
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const sides = [formatNumber.short(width, 0), formatNumber.short(height, 0)] as const;
  const share = (width * height) / (view.page.width * view.page.height);
  const isKnown = view.page.kind === "image" || view.page.isSizeKnown;
  return (
    <>
      <dt>{t("crop")}</dt>
      <dd>
        {isKnown
          ? t("cropSize", ...sides, formatNumber.percent(share, shareDigits(share)))
          : t("cropSizeOnly", ...sides)}
      </dd>
    </>
  );
}

/** Through which crops a crop was cut from the page, the nearest first. */
function chainText(within: readonly number[], t: Translate): string {
  return within.map((number, at) => t(at === 0 ? "sourceImage" : "sourceThen", number + 1)).join(", ");
}

function Facts({ view, numbered, reply }: CallOutcomeProps) {
  const { t } = viewContext.use();
  const { placed } = numbered;
  const { call, guess, page, iou } = placed;
  return (
    <dl class="kv">
      <dt>{t("requested")}</dt>
      <dd>
        {aimText(call, t)}
        {guess.space !== "page" && page !== null && <span class="dim"> = {boxText(page, 1)}</span>}
      </dd>
      <dt>{t("executed")}</dt>
      <dd>
        <ExecutedWords placed={placed} />
      </dd>
      <dt>{t("target")}</dt>
      <dd>
        <TargetWords placed={placed} targets={view.targets} />
      </dd>
      <dt>{t("iou")}</dt>
      <dd>
        {iou === null ? (
          <span class="dim">{t(isNotRun(placed.refusedBy) ? "notApplicable" : "iouNotKnown")}</span>
        ) : (
          <IouMeter iou={iou} />
        )}
      </dd>
      <CropSize view={view} numbered={numbered} />
      {placed.within.length > 0 && (
        <>
          <dt>{t("source")}</dt>
          <dd>{chainText(placed.within, t)}</dd>
        </>
      )}
      {reply !== null && reply.text.trim() !== "" && (
        <>
          <dt>{t("reply")}</dt>
          <dd>
            <ReplyText {...reply} isOpen={placed.refusedBy !== null} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** What stands in the place of a crop that is not known or does not exist. */
function withoutCrop({ number, placed }: NumberedCall, t: Translate): string {
  if (placed.refusedBy !== null) return t(isNotRun(placed.refusedBy) ? "tagNotRun" : "tagAskedRefused", number + 1);
  const { requested } = placed.call;
  return requested === null ? t("cropMissing") : `${boxText(requested, 4)} ${t("cropMissing")}`;
}

/** What became of a zoom call: the crop that the model saw, and the call's numbers. */
export function CallOutcome(props: CallOutcomeProps) {
  const model = viewContext.use();
  const { t, hoveredCall } = model;
  const { number, placed } = props.numbered;
  const go = () => {
    selectCall(model, number, false);
    zoomToCall(model, number);
  };
  return (
    <div
      class="toolbody"
      onPointerEnter={() => (hoveredCall.value = number)}
      onPointerLeave={() => (hoveredCall.value = null)}
    >
      {placed.executed === null ? (
        <span class="nocrop">{withoutCrop(props.numbered, t)}</span>
      ) : (
        <button type="button" class="cropbutton" onClick={go} aria-label={t("callAnchor", number + 1)}>
          <CropCanvas box={placed.executed} name={t("cropOf", number + 1)} />
        </button>
      )}
      <Facts {...props} />
    </div>
  );
}
