// The host has to be there before the view starts.
import "./evaluationHost.js";
import "../../webview/evaluation.js";
