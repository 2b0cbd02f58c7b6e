# What can be chosen, and the flags that every target of ours shares.

string(COMPARE EQUAL ${CMAKE_SOURCE_DIR} ${PROJECT_SOURCE_DIR} DOWNHILL_TOP_LEVEL)
option(DOWNHILL_TESTS "Build the test suites (needs doctest)" ${DOWNHILL_TOP_LEVEL})
option(DOWNHILL_WARNINGS_AS_ERRORS "Stop at the first compiler warning" OFF)
option(DOWNHILL_PYTHON "Build the native Python extension where Python's headers are found" ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT EMSCRIPTEN)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # the core is linked into the Python extension too
endif()

# Warnings are ours alone: users of the library do not inherit them.
function(downhill_warnings target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /permissive- /utf-8)
  else()
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict)  # false alarms on std::string (GCC bug 105329)
  endif()
  if(DOWNHILL_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE $<IF:$<BOOL:${MSVC}>,/WX,-Werror>)
  endif()
endfunction()
