import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import type { AskedItem } from "../../core/evaluation/selectAsked.js";
import type { ZoomOffer } from "../../core/evaluation/zoomOffer.js";
import type { ChatClient } from "../endpoint/chatClient.js";
import type { ChatFailure } from "../endpoint/chatFailure.js";
import type { ChatResult } from "../endpoint/chatResult.js";
import type { QuestionImages } from "./questionImages.js";

/** All that it takes to put one question to a model once. */
export interface QuestionAsking {
  readonly item: AskedItem;
  /** From 0; it is asked with the seed and this added. */
  readonly attempt: number;
  readonly settings: Pick<EvaluationSettings, "model" | "image" | "boxes" | "tools" | "sampling">;
  /** Null where no tool is offered. */
  readonly offer: ZoomOffer | null;
  readonly images: QuestionImages;
  readonly client: ChatClient;
  /** Of the price table; where there is none nothing costs anything. */
  readonly currency: string;
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
  /** Called with each result, as it comes, and what it cost. */
  readonly onResult: (result: ChatResult, cost: number | null) => void;
  readonly onFailure: (failure: ChatFailure) => void;
}
