# Every *_test.cpp under a folder becomes part of its source folder's suite, and one CTest entry.
# Other sources there (main.cpp, helpers) are shared by all suites.
function(downhill_doctest_suites root)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${root}/*_test.cpp)
  file(GLOB_RECURSE shared CONFIGURE_DEPENDS ${root}/*.cpp)
  list(FILTER shared EXCLUDE REGEX "_test\\.cpp$")
  add_library(downhill_test_main OBJECT ${shared})
  target_include_directories(downhill_test_main PUBLIC ${root})
  target_link_libraries(downhill_test_main PUBLIC downhill doctest::doctest)
  target_compile_definitions(downhill_test_main PUBLIC
    DOWNHILL_GOLDEN="${PROJECT_SOURCE_DIR}/tests/golden")
  downhill_warnings(downhill_test_main)

  set(suites "")
  foreach(test ${tests})
    file(RELATIVE_PATH path ${root} ${test})
    get_filename_component(folder ${path} DIRECTORY)
    if(NOT folder)
      set(folder core)
    endif()
    string(REPLACE "/" "_" suite ${folder})
    list(APPEND suites ${suite})
    list(APPEND sources_${suite} ${test})
  endforeach()
  list(REMOVE_DUPLICATES suites)

  foreach(suite ${suites})
    if(EMSCRIPTEN)
      # One program, because linking is what takes long there; each suite picks its files.
      add_library(test_${suite} OBJECT ${sources_${suite}})
      list(APPEND objects test_${suite})
      # One list in one option (doctest takes the first only), however the compiler writes the folder.
      list(TRANSFORM sources_${suite} REPLACE "^.*/tests/" "*tests/" OUTPUT_VARIABLE filters)
      list(JOIN filters "," filters)
      add_test(NAME wasm.${suite} COMMAND downhill_tests --no-colors "--source-file=${filters}")
    else()
      add_executable(test_${suite} ${sources_${suite}})
      add_test(NAME native.${suite} COMMAND test_${suite} --no-colors)
    endif()
    target_link_libraries(test_${suite} PRIVATE downhill_test_main)
    downhill_warnings(test_${suite})
  endforeach()

  if(EMSCRIPTEN AND objects)
    downhill_wasm_tests("${objects}")
  endif()
endfunction()

# The suites as one program for Node, with the real file system for the golden data.
function(downhill_wasm_tests objects)
  add_executable(downhill_tests $<TARGET_OBJECTS:downhill_test_main>)
  foreach(object ${objects})
    target_sources(downhill_tests PRIVATE $<TARGET_OBJECTS:${object}>)
  endforeach()
  target_link_libraries(downhill_tests PRIVATE downhill)
  target_link_options(downhill_tests PRIVATE -O2 -sENVIRONMENT=node -sNODERAWFS -sEXIT_RUNTIME
    -sALLOW_MEMORY_GROWTH -sTOTAL_STACK=1048576
    --minify 0  # a crash makes Node print the line of the glue
    --pre-js ${PROJECT_SOURCE_DIR}/cmake/wasm/node_pre.js)
  # The glue is CommonJS, in a project whose .js files are ES modules.
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/package.json "{\"type\":\"commonjs\"}\n")
endfunction()
