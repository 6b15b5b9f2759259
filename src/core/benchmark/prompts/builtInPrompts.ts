import actionRecognitionPageAnswer from "./action_recognition-page-answer.json";
import actionRecognitionPageDistil from "./action_recognition-page-distil.json";
import actionRecognitionPageReason from "./action_recognition-page-reason.json";
import actionRecognitionPanelAnswer from "./action_recognition-panel-answer.json";
import actionRecognitionPanelDistil from "./action_recognition-panel-distil.json";
import actionRecognitionPanelReason from "./action_recognition-panel-reason.json";
import actionRecognitionZoomDistil from "./action_recognition-zoom-distil.json";
import actionRecognitionZoomReason from "./action_recognition-zoom-reason.json";
import balloonText from "./balloon-text.json";
import caption from "./caption.json";
import characterCountingPageAnswer from "./character_counting-page-answer.json";
import characterCountingPageDistil from "./character_counting-page-distil.json";
import characterCountingPageReason from "./character_counting-page-reason.json";
import characterCountingZoomDistil from "./character_counting-zoom-distil.json";
import characterCountingZoomReason from "./character_counting-zoom-reason.json";
import characterIdentificationPageAnswer from "./character_identification-page-answer.json";
import characterIdentificationPageDistil from "./character_identification-page-distil.json";
import characterIdentificationPageReason from "./character_identification-page-reason.json";
import characterIdentificationPanelAnswer from "./character_identification-panel-answer.json";
import characterIdentificationPanelDistil from "./character_identification-panel-distil.json";
import characterIdentificationPanelReason from "./character_identification-panel-reason.json";
import characterIdentificationZoomDistil from "./character_identification-zoom-distil.json";
import characterIdentificationZoomReason from "./character_identification-zoom-reason.json";
import depthComparisonPageAnswer from "./depth_comparison-page-answer.json";
import depthComparisonPageDistil from "./depth_comparison-page-distil.json";
import depthComparisonPageReason from "./depth_comparison-page-reason.json";
import depthComparisonPanelAnswer from "./depth_comparison-panel-answer.json";
import depthComparisonPanelDistil from "./depth_comparison-panel-distil.json";
import depthComparisonPanelReason from "./depth_comparison-panel-reason.json";
import depthComparisonZoomDistil from "./depth_comparison-zoom-distil.json";
import depthComparisonZoomReason from "./depth_comparison-zoom-reason.json";
import dialogReorderingPageAnswer from "./dialog_reordering-page-answer.json";
import dialogReorderingPageDistil from "./dialog_reordering-page-distil.json";
import dialogReorderingPageReason from "./dialog_reordering-page-reason.json";
import dialogReorderingZoomReason from "./dialog_reordering-zoom-reason.json";
import judgeBinary from "./judge-binary.json";
import judgeScore10 from "./judge-score10.json";
import panelReorderingPageAnswer from "./panel_reordering-page-answer.json";
import panelReorderingPageDistil from "./panel_reordering-page-distil.json";
import panelReorderingPageReason from "./panel_reordering-page-reason.json";
import panelReorderingZoomReason from "./panel_reordering-zoom-reason.json";
import panelUnderstandingPageAnswer from "./panel_understanding-page-answer.json";
import panelUnderstandingPageDistil from "./panel_understanding-page-distil.json";
import panelUnderstandingPageReason from "./panel_understanding-page-reason.json";
import panelUnderstandingPanelAnswer from "./panel_understanding-panel-answer.json";
import panelUnderstandingPanelDistil from "./panel_understanding-panel-distil.json";
import panelUnderstandingPanelReason from "./panel_understanding-panel-reason.json";
import panelUnderstandingZoomDistil from "./panel_understanding-zoom-distil.json";
import panelUnderstandingZoomReason from "./panel_understanding-zoom-reason.json";
import questionPairs from "./question-pairs.json";
import { promptTemplateSchema, type PromptTemplate } from "../promptTemplate.js";

/**
 * The prompts that the product brings, one file each (`<id>.json`). They ask in data, in training, in evaluation
 * and in distilling alike.
 */
export const builtInPrompts: readonly PromptTemplate[] = [
  actionRecognitionPageAnswer,
  actionRecognitionPageDistil,
  actionRecognitionPageReason,
  actionRecognitionPanelAnswer,
  actionRecognitionPanelDistil,
  actionRecognitionPanelReason,
  actionRecognitionZoomDistil,
  actionRecognitionZoomReason,
  balloonText,
  caption,
  characterCountingPageAnswer,
  characterCountingPageDistil,
  characterCountingPageReason,
  characterCountingZoomDistil,
  characterCountingZoomReason,
  characterIdentificationPageAnswer,
  characterIdentificationPageDistil,
  characterIdentificationPageReason,
  characterIdentificationPanelAnswer,
  characterIdentificationPanelDistil,
  characterIdentificationPanelReason,
  characterIdentificationZoomDistil,
  characterIdentificationZoomReason,
  depthComparisonPageAnswer,
  depthComparisonPageDistil,
  depthComparisonPageReason,
  depthComparisonPanelAnswer,
  depthComparisonPanelDistil,
  depthComparisonPanelReason,
  depthComparisonZoomDistil,
  depthComparisonZoomReason,
  dialogReorderingPageAnswer,
  dialogReorderingPageDistil,
  dialogReorderingPageReason,
  dialogReorderingZoomReason,
  judgeBinary,
  judgeScore10,
  panelReorderingPageAnswer,
  panelReorderingPageDistil,
  panelReorderingPageReason,
  panelReorderingZoomReason,
  panelUnderstandingPageAnswer,
  panelUnderstandingPageDistil,
  panelUnderstandingPageReason,
  panelUnderstandingPanelAnswer,
  panelUnderstandingPanelDistil,
  panelUnderstandingPanelReason,
  panelUnderstandingZoomDistil,
  panelUnderstandingZoomReason,
  questionPairs,
].map(prompt => promptTemplateSchema.parse(prompt));
