// Modules without types of their own.
declare module 'pyodide/pyodide.asm.mjs' {
  const createPyodideModule: (settings: object) => Promise<object>;
  export default createPyodideModule;
}

declare module '*/build/wasm/downhill.mjs' {
  const createDownhill: (options: object) => Promise<import('./core.mjs').Core>;
  export default createDownhill;
}
