// The host has to be there before the view starts.
import "./launchHost.js";
import "../../webview/launch.js";
