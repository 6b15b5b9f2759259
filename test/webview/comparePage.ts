// The host has to be there before the view starts.
import "./compareHost.js";
import "../../webview/compare.js";
