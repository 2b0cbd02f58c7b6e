// Emscripten 3.1 takes a global fetch for a browser's and asks it for a file path; Node's own refuses.
delete globalThis.fetch;
