# Finds a JDK 25 or newer for ./hauban, ./mvnw and ./test, without running any java: the version is in the file
# `release` of every JDK. Only builtins of the shell are used, so it takes a millisecond or two.
#
# find_jdk sets $jdk to the home of the first one that will do, in the order in which people mean them:
# HAUBAN_JAVA_HOME, JAVA_HOME, the java on PATH, then the usual folders (HAUBAN_JDK_FOLDERS names others, with colons
# between). Otherwise it says how to get one, and fails.

# Sets $jdk_version to the version of the JDK at $1, or to nothing where there is none.
read_jdk_version() {
  jdk_version=
  [ -r "$1/release" ] || return 0
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      jdk_version=${value%\"}
      return 0
    fi
  done <"$1/release"
}

# Is the JDK at $1 new enough, and a JDK (a JRE cannot build)?
is_jdk() {
  read_jdk_version "$1"
  jdk_major=${jdk_version%%[!0-9]*}
  [ -n "$jdk_major" ] || return 1
  if [ "$jdk_major" -ge 25 ] && [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ]; then
    jdk=$1
    return 0
  fi
  # A link leads to one that is told under its own name.
  [ ! -L "$1" ] || return 1
  if [ "$jdk_major" -ge 25 ]; then
    jdk_refused="$jdk_refused
  $1 ($jdk_version, without a compiler)"
  else
    jdk_refused="$jdk_refused
  $1 ($jdk_version)"
  fi
  return 1
}

find_jdk() {
  jdk=
  jdk_refused=
  if [ -n "${HAUBAN_JAVA_HOME-}" ]; then
    is_jdk "$HAUBAN_JAVA_HOME" && return 0
    [ -n "$jdk_refused" ] || jdk_refused="
  $HAUBAN_JAVA_HOME (no JDK)"
    printf '%s\n' "hauban: HAUBAN_JAVA_HOME must name a JDK 25 or newer, but names$jdk_refused" \
      "Set it to a JDK 25, or unset it, and one is looked for in the usual places." >&2
    return 1
  fi
  if [ -n "${JAVA_HOME-}" ] && is_jdk "$JAVA_HOME"; then
    return 0
  fi
  on_path=$(command -v java) && on_path=$(readlink -f "$on_path") && is_jdk "${on_path%/bin/java}" && return 0
  old_ifs=$IFS
  IFS=:
  for folder in ${HAUBAN_JDK_FOLDERS-/usr/lib/jvm:/opt:/opt/java:${HOME-}/.jdks:${HOME-}/.sdkman/candidates/java}; do
    for candidate in "$folder"/*; do
      is_jdk "$candidate" && IFS=$old_ifs && return 0
    done
  done
  IFS=$old_ifs
  [ -z "$jdk_refused" ] || jdk_refused="
Found, but too old:$jdk_refused"
  printf '%s\n' "hauban: needs a JDK 25 or newer, and there is none on this machine.$jdk_refused" \
    "Get one:  apt install openjdk-25-jdk-headless   (where the distribution has it)" \
    "          sdk install java 25-tem               (https://sdkman.io)" \
    "          https://adoptium.net                  (unpack it below /opt or ~/.jdks)" \
    "or set HAUBAN_JAVA_HOME to where it is." >&2
  return 1
}
