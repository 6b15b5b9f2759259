// The host has to be there before the view starts.
import "./reviewHost.js";
import "../../webview/review.js";
