// Empty on purpose: clang's own mmintrin.h refuses wasm, and nothing of MMX is used. See
// flags.cmake.
#pragma once
