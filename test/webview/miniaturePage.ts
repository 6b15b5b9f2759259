// The host has to be there before the view starts.
import "./miniatureHost.js";
import "../../webview/miniature.js";
