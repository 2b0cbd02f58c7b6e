// What the commands need beside Node: how to see that it is there, and what to install otherwise.
import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { ask } from './run.mjs';
import { which } from './which.mjs';

const includes = ['/usr/include', '/usr/local/include', '/opt/homebrew/include'];

/** A header under one of the usual folders, or under the one that an environment variable names. */
function header(file, variable) {
  const folders = [process.env[variable], ...includes, ...includes.map((dir) => `${dir}/eigen3`)];
  return folders.some((folder) => folder && fs.existsSync(path.join(folder, file)));
}

function cmake() {
  const program = which('cmake');
  const version = program && /version (\d+)\.(\d+)/.exec(ask(program, ['--version']) ?? '');
  if (!version) return false;
  return Number(version[1]) > 3 || (Number(version[1]) === 3 && Number(version[2]) >= 22);
}

function pythonHeaders() {
  const program = which('python3', 'python');
  const asked =
    program &&
    ask(program, [
      '-c',
      "import sys, sysconfig\nif sys.version_info >= (3, 11): print(sysconfig.get_path('include'))",
    ]);
  const numbered = [11, 12, 13, 14, 15].map((minor) => `/usr/include/python3.${minor}`);
  return [asked, ...numbered].some((dir) => dir && fs.existsSync(path.join(dir, 'Python.h')));
}

/** @typedef {{ what: string, there: () => boolean, apt: string, mac: string, windows: string }} Need */

/** @type {Record<string, Need>} */
export const needs = {
  emscripten: {
    what: 'Emscripten (em++)',
    there: () => Boolean(which('em++') && which('emcc')),
    apt: 'emscripten',
    mac: 'brew install emscripten',
    windows: 'emsdk: https://emscripten.org/docs/getting_started/downloads.html',
  },
  cmake: {
    what: 'CMake 3.22 or later',
    there: cmake,
    apt: 'cmake',
    mac: 'brew install cmake',
    windows: 'winget install Kitware.CMake',
  },
  ninja: {
    what: 'Ninja',
    there: () => Boolean(which('ninja')),
    apt: 'ninja-build',
    mac: 'brew install ninja',
    windows: 'winget install Ninja-build.Ninja',
  },
  eigen: {
    what: 'Eigen 3.4 (headers; EIGEN3_INCLUDE_DIR may name their folder)',
    there: () => header('Eigen/Core', 'EIGEN3_INCLUDE_DIR'),
    apt: 'libeigen3-dev',
    mac: 'brew install eigen',
    windows: 'vcpkg install eigen3',
  },
  doctest: {
    what: 'doctest (header; DOCTEST_INCLUDE_DIR may name its folder)',
    there: () => header('doctest/doctest.h', 'DOCTEST_INCLUDE_DIR'),
    apt: 'doctest-dev',
    mac: 'brew install doctest',
    windows: 'vcpkg install doctest',
  },
  python: {
    what: "Python's headers, 3.11 or later",
    there: pythonHeaders,
    apt: 'libpython3-dev',
    mac: 'brew install python',
    windows: 'winget install Python.Python.3.13',
  },
  compiler: {
    what: 'a C++20 compiler',
    there: () => Boolean(which('c++', 'g++', 'clang++', 'cl')),
    apt: 'g++',
    mac: 'xcode-select --install',
    windows: 'Visual Studio 2022 with C++, and a developer shell',
  },
  chromium: {
    what: 'Chromium (CHROME_PATH may name it)',
    there: () => findChromium() !== null,
    apt: 'chromium',
    mac: 'brew install --cask chromium',
    windows: 'Microsoft Edge or Chrome',
  },
  clangFormat: {
    what: 'clang-format 14',
    there: () => Boolean(which('clang-format-14')),
    apt: 'clang-format-14',
    mac: 'brew install llvm@14, and its clang-format as clang-format-14 on the path',
    windows: 'LLVM 14, with its clang-format as clang-format-14 on the path',
  },
  clangTidy: {
    what: 'clang-tidy',
    there: () => Boolean(which('clang-tidy-14', 'clang-tidy')),
    apt: 'clang-tidy-14',
    mac: 'brew install llvm',
    windows: 'winget install LLVM.LLVM',
  },
  pyflakes: {
    what: 'pyflakes (or ruff)',
    there: () => Boolean(which('ruff', 'pyflakes3', 'pyflakes')),
    apt: 'pyflakes3',
    mac: 'brew install ruff',
    windows: 'winget install astral-sh.ruff',
  },
};
