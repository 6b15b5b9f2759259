import { useMemo, useState } from "preact/hooks";
import { parseTolerant } from "../../src/core/rollout/parseTolerant.js";
import type { LinePiece } from "../../src/protocol/lines/linesDeskApi.js";
import { Icon } from "../icon.js";
import { actOnRows } from "./actOnRows.js";
import { JsonValue } from "./jsonValue.js";
import { linesContext } from "./linesContext.js";
import { visibleText } from "./visibleText.js";

const pieceBytes = 256 << 10;
const count = (value: number) => value.toLocaleString("en");

function PieceSteps({ piece }: { readonly piece: LinePiece }) {
  const model = linesContext.use();
  const { t } = model;
  const go = (from: number) => model.run(model.loadPiece(from));
  return (
    <p class="note line">
      <span>{t("pieceOf", count(piece.from + 1), count(piece.to), count(piece.length))}</span>
      <button
        type="button"
        class="plain"
        disabled={piece.from === 0}
        onClick={() => go(Math.max(0, piece.from - pieceBytes))}
      >
        {t("previousPiece")}
      </button>
      <button type="button" class="plain" disabled={piece.to >= piece.length} onClick={() => go(piece.to)}>
        {t("nextPiece")}
      </button>
    </p>
  );
}

function Notes({ piece }: { readonly piece: LinePiece }) {
  const { t, rows, state } = linesContext.use();
  const isTorn = state.value?.isTorn === true && piece.row === rows - 1;
  return (
    <>
      {isTorn && (
        <p class="note line">
          <Icon name="info" />
          <span>{t("torn")}</span>
        </p>
      )}
      {!piece.isUtf8 && (
        <p class="note line">
          <Icon name="warn" class="warn" />
          <span>{t("notUtf8", "\uFFFD")}</span>
        </p>
      )}
    </>
  );
}

/** The selected row, to be read: as JSON with long strings folded, or as it is written. */
export function RowDetail() {
  const model = linesContext.use();
  const { t } = model;
  const [isRaw, setRaw] = useState(false);
  const piece = model.piece.value;
  const isWhole = piece !== null && piece.from === 0 && piece.to >= piece.length;
  const parsed = useMemo(() => (piece !== null && isWhole ? parseTolerant(piece.text) : null), [piece, isWhole]);
  if (piece === null) return <p class="sentence dim">{t("chooseRow")}</p>;
  const isJson = parsed?.ok === true;
  return (
    <>
      <div class="bar wraps">
        <h2>{t("rowOf", count(piece.row + 1))}</h2>
        <span class="fact dim num">{t("bytes", count(piece.length))}</span>
        <span class="sp" />
        {isJson && (
          <button type="button" class="plain toggle" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            {t("rawText")}
          </button>
        )}
        <button type="button" class="plain" onClick={() => actOnRows(model, "openRollout")}>
          {t("openRollout")}
        </button>
        <button type="button" class="plain" onClick={() => actOnRows(model, "copyRow")}>
          <Icon name="copy" /> {t("copyRow")}
        </button>
      </div>
      <Notes piece={piece} />
      {!isWhole && <PieceSteps piece={piece} />}
      {isWhole && !isJson && piece.length > 0 && <p class="note line">{t("notJson")}</p>}
      <div
        class="detailtext"
        tabIndex={0}
        role="region"
        aria-label={t("rowOf", count(piece.row + 1))}
        data-detail={piece.row}
      >
        {isJson && !isRaw ? (
          <JsonValue key={piece.row} value={parsed.value} />
        ) : (
          <pre class="rawtext">{visibleText(piece.text)}</pre>
        )}
      </div>
    </>
  );
}
