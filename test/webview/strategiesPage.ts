// The host has to be there before the view starts.
import "./strategiesHost.js";
import "../../webview/strategies.js";
