# build/wasm/downhill_schema.cjs: prints what the entries say, for scripts/generate.mjs.
add_executable(downhill_schema ${PROJECT_SOURCE_DIR}/wasm/schema/main.cpp)
target_link_libraries(downhill_schema PRIVATE downhill)
downhill_warnings(downhill_schema)
set_target_properties(downhill_schema PROPERTIES SUFFIX .cjs
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_options(downhill_schema PRIVATE -O1 -sENVIRONMENT=node -sEXIT_RUNTIME
  -sALLOW_MEMORY_GROWTH --pre-js ${PROJECT_SOURCE_DIR}/cmake/wasm/node_pre.js)

# build/wasm/downhill.mjs and downhill.wasm: the core with the flat API as raw exports and the rest
# through embind.
file(GLOB binding_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/wasm/bindings/*.cpp)
set_source_files_properties(${binding_sources} PROPERTIES COMPILE_OPTIONS "${DOWNHILL_FOR_SIZE}")  # seldom called
add_executable(downhill_module ${api_sources} ${binding_sources})
target_include_directories(downhill_module PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(downhill_module PRIVATE downhill)
downhill_warnings(downhill_module)

# The exports are the functions that dh.h declares, less the two that JavaScript lends the extension.
set(list ${PROJECT_SOURCE_DIR}/wasm/api/dh.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
file(READ ${list} text)
string(REGEX REPLACE "//[^\n]*" "" text "${text}")
string(REGEX MATCHALL "dh_[a-z0-9_]+ *\\(" names "${text}")
list(TRANSFORM names REPLACE " *\\($" "")
list(REMOVE_ITEM names dh_copy_in dh_copy_out)
list(REMOVE_DUPLICATES names)
set(exports _malloc _free)
foreach(name ${names})
  list(APPEND exports _${name})
endforeach()
list(JOIN exports "\",\"" exports)
set(exports_file ${CMAKE_BINARY_DIR}/exports.json)
file(CONFIGURE OUTPUT ${exports_file} CONTENT "[\"${exports}\"]\n")

set_target_properties(downhill_module PROPERTIES OUTPUT_NAME downhill SUFFIX .mjs
  LINK_DEPENDS ${exports_file} RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_options(downhill_module PRIVATE
  -Oz --bind -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createDownhill
  -sENVIRONMENT=web               # works in workers too; Node passes the bytes in
  -sDYNAMIC_EXECUTION=0           # runs under a strict Content-Security-Policy
  -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sTOTAL_STACK=1048576
  -sEXPORTED_FUNCTIONS=@${exports_file})
