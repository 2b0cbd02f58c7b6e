# Eigen, doctest and Python's headers: by their own CMake packages, else by the place of a header.
# A cross build (wasm) takes the host's headers, which are the same for every target.

set(DOWNHILL_INCLUDE_HINTS /usr/include /usr/local/include /opt/homebrew/include)

function(downhill_header_package target header suffix)
  string(TOUPPER ${suffix} name)
  find_path(DOWNHILL_${name}_INCLUDE_DIR ${header}
    HINTS ENV ${name}_INCLUDE_DIR PATHS ${DOWNHILL_INCLUDE_HINTS} PATH_SUFFIXES ${suffix}
    NO_CMAKE_FIND_ROOT_PATH)
  if(NOT DOWNHILL_${name}_INCLUDE_DIR)
    message(FATAL_ERROR "${header} was not found. Install it (Debian: apt-get install libeigen3-dev "
      "doctest-dev; macOS: brew install eigen doctest; Windows: vcpkg install eigen3 doctest), or set "
      "the environment variable ${name}_INCLUDE_DIR to the folder that holds it.")
  endif()
  set(dir ${DOWNHILL_${name}_INCLUDE_DIR})
  if(EMSCRIPTEN AND dir STREQUAL "/usr/include")
    # The host's C library must stay out of sight, so this one header is looked at through a copy.
    file(COPY ${dir}/${suffix} DESTINATION ${CMAKE_BINARY_DIR}/include)
    set(dir ${CMAKE_BINARY_DIR}/include)
  endif()
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${dir}")
endfunction()

find_package(Eigen3 3.4 QUIET NO_MODULE)
if(NOT TARGET Eigen3::Eigen)
  downhill_header_package(Eigen3::Eigen Eigen/Core eigen3)
endif()

if(DOWNHILL_TESTS)
  find_package(doctest QUIET NO_MODULE)
  if(NOT TARGET doctest::doctest)
    downhill_header_package(doctest::doctest doctest/doctest.h doctest)
  endif()
endif()

# Any CPython from 3.11 on: the extension keeps to the limited API of that version.
if(NOT DOWNHILL_PYTHON_INCLUDE_DIR)
  file(GLOB candidates /usr/include/python3.1[1-9] /usr/local/include/python3.1[1-9])
  find_program(DOWNHILL_PYTHON3 NAMES python3 python NO_CMAKE_FIND_ROOT_PATH)
  if(DOWNHILL_PYTHON3)
    execute_process(
      COMMAND ${DOWNHILL_PYTHON3} -c
        "import sys, sysconfig\nif sys.version_info >= (3, 11): print(sysconfig.get_path('include'))"
      OUTPUT_VARIABLE asked OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  find_path(DOWNHILL_PYTHON_INCLUDE_DIR Python.h PATHS ${asked} ${candidates}
    NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
endif()
