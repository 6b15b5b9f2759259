/** What the scanner needs of WebAssembly: @types/node declares none of it, and this layer does not see the DOM's types. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance<Exports> {
    constructor(module: Module);
    readonly exports: Exports;
  }
}
