# The C extension _dh. In the browser it is a side module whose dh_* symbols are the core's own
# exports; natively it is an ordinary abi3 module with the core inside.
function(downhill_python_extension sources)
  if(NOT sources OR NOT DOWNHILL_PYTHON OR NOT DOWNHILL_PYTHON_INCLUDE_DIR OR WIN32)
    if(sources AND EMSCRIPTEN)
      message(FATAL_ERROR "Python's headers (3.11 or later) were not found. Debian: apt-get install "
        "libpython3-dev. Or set -DDOWNHILL_PYTHON_INCLUDE_DIR to the folder that holds Python.h.")
    endif()
    return()
  endif()
  if(EMSCRIPTEN)
    # Python.h looks for pyconfig.h beside itself, and the host's describes another machine.
    set(headers ${CMAKE_BINARY_DIR}/python-include)
    file(COPY ${DOWNHILL_PYTHON_INCLUDE_DIR}/ DESTINATION ${headers}
      FILES_MATCHING PATTERN "*.h" PATTERN pyconfig.h EXCLUDE)
    configure_file(${PROJECT_SOURCE_DIR}/wasm/extension/pyconfig.h ${headers}/pyconfig.h COPYONLY)
    set(options -O2 -sSIDE_MODULE=2)
    add_executable(dh_extension ${sources})
    set_target_properties(dh_extension PROPERTIES OUTPUT_NAME _dh SUFFIX .so
      RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
    target_link_options(dh_extension PRIVATE ${options} -sWASM_BIGINT -sEXPORTED_FUNCTIONS=_PyInit__dh)
  else()
    set(headers ${DOWNHILL_PYTHON_INCLUDE_DIR})
    add_library(dh_extension MODULE ${sources})
    set_target_properties(dh_extension PROPERTIES PREFIX "" OUTPUT_NAME _dh SUFFIX .abi3.so
      LINKER_LANGUAGE CXX LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/python)
    target_link_libraries(dh_extension PRIVATE downhill_api)
    if(APPLE)
      target_link_options(dh_extension PRIVATE -undefined dynamic_lookup)
    endif()
  endif()
  set_target_properties(dh_extension PROPERTIES C_STANDARD 11)
  target_compile_options(dh_extension PRIVATE ${options})
  target_include_directories(dh_extension PRIVATE ${PROJECT_SOURCE_DIR})
  target_include_directories(dh_extension SYSTEM PRIVATE ${headers})
  downhill_warnings(dh_extension)
  # Python's C API passes functions as void* and leaves arguments of methods unused, by design.
  target_compile_options(dh_extension PRIVATE -Wno-pedantic -Wno-cast-function-type
    -Wno-unused-parameter -Wno-missing-field-initializers)
endfunction()
