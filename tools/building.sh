# The part of the launcher that builds; read by ./steward in a clone of the repository. It uses the
# launcher's root, built, keep, java_home, say, resolved, need_jdk, lock and unlock.

maven_min=3.8

recent_maven() { # false only where the version is seen to be too old; the build checks it again
  home=$(dirname "$(dirname "$(resolved "$1")")")
  for core in "$home"/lib/maven-core-*.jar; do
    [ -e "$core" ] || return 0
    version=${core##*/maven-core-}
    major=${version%%[!0-9]*}
    minor=${version#*.}
    minor=${minor%%[!0-9]*}
    [ -n "$major" ] && [ -n "$minor" ] || return 0 # Debian's is called 3.x
    [ "$major" -gt 3 ] && return 0
    [ "$major" -eq 3 ] && [ "$minor" -ge "${maven_min#*.}" ] && return 0
  done
  return 1
}

need_maven() {
  user=${HOME:-/nonexistent}
  for mvn in "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$(command -v mvn)" \
    "${SDKMAN_DIR:-$user/.sdkman}"/candidates/maven/current/bin/mvn \
    /opt/maven/bin/mvn /opt/*maven*/bin/mvn /usr/share/maven/bin/mvn \
    /opt/homebrew/bin/mvn /usr/local/bin/mvn; do
    [ -n "$mvn" ] && [ -x "$mvn" ] && recent_maven "$mvn" && return 0
  done
  say "Maven $maven_min or later is needed to build and none was found: install it (package maven)" \
    "or set MAVEN_HOME to it"
  exit 3
}

maven_environment() {
  export JAVA_HOME="$java_home"
  # Without these a recent JDK prints warnings about Maven's own libraries.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

fresh() {
  [ -f "$built" ] || return 1
  [ -z "$(find "$root/pom.xml" "$root/.mvn" "$root/src/main" -newer "$built" 2>/dev/null | head -n 1)" ]
}

step_of() { # what the build is doing, in words, from the last telling line of its log
  sed -n -e 's/.*Downloading from .*/fetching libraries/p' -e 's/.*:resources (.*/copying resources/p' \
    -e 's/.*:compile (.*/compiling/p' -e 's/.*Compiling [0-9].*/compiling/p' \
    -e 's/.*:jar (.*/packing/p' -e 's/.*Building jar.*/packing/p' \
    -e 's/.*:shade (.*/making one jar/p' -e 's/.*in the shaded jar.*/making one jar/p' "$1" | tail -n 1
}

watch_build() { # shows the step and the seconds while process $1 lives
  shown=
  while kill -0 "$1" 2>/dev/null; do
    step=$(step_of "$log")
    step=${step:-preparing}
    if [ -t 2 ] && [ "$step" = 'fetching libraries' ]; then
      step="$step ($(grep -c 'Downloaded from' "$log"))"
    fi
    seconds=$(($(date +%s) - began))
    if [ -t 2 ]; then
      printf '\r\033[Ksteward: building, %s, %s s' "$step" "$seconds" >&2
    elif [ "$step" != "$shown" ]; then
      say "building, $step"
      shown=$step
    fi
    sleep 1
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

build() {
  need_jdk
  need_maven
  lock build
  if fresh; then # another launcher built it while we waited
    unlock build
    return
  fi
  maven_environment
  log=$keep/build.log
  began=$(date +%s)
  : >"$keep/began"
  (cd "$root" && exec "$mvn" -B -Dstyle.color=never -Pfast,jar-only package) >"$log" 2>&1 </dev/null &
  maven=$!
  trap 'kill $maven 2>/dev/null; unlock build; exit 130' INT TERM HUP
  watch_build $maven
  if wait $maven; then
    # What is edited during a build is newer than the jar, so that the next start sees it.
    touch -r "$keep/began" "$built"
    trap - INT TERM HUP
    unlock build
    say "built in $(($(date +%s) - began)) s"
  else
    unlock build
    say "the build failed; the end of $log:"
    grep -v -e '^\[INFO\]' -e '^Download' -e 'Re-run Maven' -e 'Help 1' "$log" | tail -n 25 >&2
    exit 4
  fi
}

become_maven() {
  lock build # held by this process number, which becomes Maven's: it frees itself at the end
  maven_environment
  cd "$root" && exec "$mvn" "$@"
}
