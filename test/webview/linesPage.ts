// The host has to be there before the view starts.
import "./linesHost.js";
import "../../webview/lines.js";
