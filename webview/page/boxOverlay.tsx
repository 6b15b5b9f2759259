import { useComputed } from "@preact/signals";
import type { RefObject } from "preact";
import { BoxLines } from "./boxLines.js";
import { CrowdLines } from "./crowdLines.js";
import { MarkLines } from "./markLines.js";
import { stageContext } from "./stageContext.js";

/** More boxes than this are drawn together. */
const crowd = 100;

interface BoxOverlayProps {
  readonly layer: RefObject<SVGGElement | null>;
  readonly hatch: RefObject<SVGPatternElement | null>;
}

/** Every line on the page, in page pixels under one transform. Line widths do not follow the zoom. */
export function BoxOverlay({ layer, hatch }: BoxOverlayProps) {
  const { t, visibleBoxes, pageSize, image, marks, underBoxes: Under, overBoxes: Over } = stageContext.use();
  const hasImage = useComputed(() => image.value.kind === "ready").value;
  const visible = visibleBoxes.value;
  const isCrowd = visible.length > crowd;
  const { width, height } = pageSize.value;
  return (
    <svg class="overlay" role="group" aria-label={t("boxesOnPage", visible.length)}>
      <defs>
        <pattern ref={hatch} id="hatch-cut" width="7" height="7" patternUnits="userSpaceOnUse">
          <path class="hatch" d="M0 0V7" stroke-width="2.6" />
        </pattern>
      </defs>
      <g ref={layer}>
        {!hasImage && (
          <rect class="paper" role="img" x="0" y="0" width={width} height={height} aria-label={t("blankPage")} />
        )}
        <rect class="page-edge" x="0" y="0" width={width} height={height} />
        {marks.value.map((mark, index) => (
          <MarkLines key={index} mark={mark} page={pageSize.value} t={t} />
        ))}
        {Under !== undefined && <Under />}
        {isCrowd && <CrowdLines boxes={visible} />}
        {visible.map(drawn => (
          <BoxLines key={`${drawn.kind}-${drawn.index}`} drawn={drawn} isInCrowd={isCrowd} />
        ))}
        {Over !== undefined && <Over />}
      </g>
    </svg>
  );
}
