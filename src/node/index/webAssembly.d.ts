/** What the scanner needs of WebAssembly: @types/node declares none of it, and this layer does not see the DOM's types. */
declare namespace WebAssembly {
  interface Module {
    readonly kind: "module";
  }
  interface Instance<Exports> {
    readonly exports: Exports;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new <Exports>(module: Module) => Instance<Exports>;
}
