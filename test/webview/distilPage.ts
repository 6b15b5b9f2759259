// The host has to be there before the view starts.
import "./distilHost.js";
import "../../webview/distil.js";
