// The host has to be there before the view starts.
import "./benchmarkHost.js";
import "../../webview/benchmark.js";
