# What the core is compiled with for wasm. Eigen's SSE path becomes wasm SIMD, with aids: the empty
# mmintrin.h beside this file (clang's own refuses the target), and what tensor/eigen.h does where it
# includes Eigen.
add_library(downhill_wasm_flags INTERFACE)
target_include_directories(downhill_wasm_flags BEFORE INTERFACE ${PROJECT_SOURCE_DIR}/cmake/wasm)
target_compile_options(downhill_wasm_flags INTERFACE
  -fwasm-exceptions -msimd128 -msse4.1)
target_link_options(downhill_wasm_flags INTERFACE -fwasm-exceptions)

# Small, but with getters and the like inlined.
set(DOWNHILL_FOR_SIZE -Os -finline-functions -mllvm -inline-threshold=12)
set(DOWNHILL_FOR_SIZE ${DOWNHILL_FOR_SIZE} PARENT_SCOPE)
