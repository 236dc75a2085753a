#!/usr/bin/env bash
# Runs the JMH benchmarks and puts their figures into docs/benchmarks.md. Arguments go to
# JMH; with --quick first, runs are short and the page is left alone.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
results=$here/target/jmh
page=$root/docs/benchmarks.md
length=(-f 2 -wi 5 -w 1 -i 5 -r 1)

if [[ ${1:-} == --quick ]]; then
	shift
	length=(-f 1 -wi 1 -w 1 -i 2 -r 1)
	page=
fi

"${MVN:-mvn}" -q -Dmaven.test.skip=true -f "$here/pom.xml" -pl jmh -am package
mkdir -p "$results"
commit=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
[[ -z $(git -C "$root" status --porcelain 2>/dev/null) ]] || commit+=" with uncommitted changes"
{
	echo "Date: $(date -u +%Y-%m-%d)"
	echo "Commit: $commit"
	echo "Processor: $(awk -F': ' '/^model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) cores"
	echo "JDK: $("$java" -version 2>&1 | sed -n 2p)"
	echo "JMH: \`${length[*]}\`"
} >"$results/settings.txt"
"$java" -cp "$here/jmh/target/classes:$here/jmh/target/lib/*" org.openjdk.jmh.Main "${length[@]}" -jvmArgs "-Xmx1g" \
	-rf csv -rff "$results/jmh.csv" "$@"
"$java" "$here/Analyse.java" jmh "$results" ${page:+"$page"}
