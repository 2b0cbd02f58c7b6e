# Emscripten's own toolchain file, found from the em++ on the path (Debian, emsdk or Homebrew), so
# that `cmake --preset wasm` works without emcmake.
find_program(DOWNHILL_EMXX NAMES em++ em++.bat NO_CMAKE_FIND_ROOT_PATH)
if(NOT DOWNHILL_EMXX)
  message(FATAL_ERROR "em++ is not on the path. Debian: apt-get install emscripten; macOS: brew "
    "install emscripten; elsewhere: emsdk (https://emscripten.org/docs/getting_started)")
endif()
get_filename_component(bin ${DOWNHILL_EMXX} REALPATH)
get_filename_component(bin ${bin} DIRECTORY)
set(file cmake/Modules/Platform/Emscripten.cmake)
foreach(root ${bin} ${bin}/.. ${bin}/../libexec ${bin}/upstream/emscripten /usr/share/emscripten)
  if(EXISTS ${root}/${file})
    include(${root}/${file})
    break()
  endif()
endforeach()
if(NOT EMSCRIPTEN)
  message(FATAL_ERROR "${file} was not found near ${DOWNHILL_EMXX}")
endif()

# Debian keeps Emscripten's acorn where only Debian's own node looks; other nodes have to be told.
if(EXISTS /usr/share/nodejs/acorn)
  set(CMAKE_C_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs)
  set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_C_LINKER_LAUNCHER})
endif()
