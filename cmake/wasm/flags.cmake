# What the core is compiled with for wasm. Eigen's SSE path becomes wasm SIMD; two of the three aids
# that it needs are here: the empty mmintrin.h beside this file (clang's own refuses the target), and
# a GCC version that lets Eigen use intrinsics instead of x86 assembly. The third is where the core
# includes Eigen.
add_library(downhill_wasm_flags INTERFACE)
target_include_directories(downhill_wasm_flags BEFORE INTERFACE ${PROJECT_SOURCE_DIR}/cmake/wasm)
target_compile_options(downhill_wasm_flags INTERFACE
  -fwasm-exceptions -msimd128 -msse4.1 -fgnuc-version=10.2.0)
target_link_options(downhill_wasm_flags INTERFACE -fwasm-exceptions)
