// The host has to be there before the view starts.
import "./curvesHost.js";
import "../../webview/metrics.js";
