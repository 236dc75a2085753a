#!/usr/bin/env bash
# Compares Sluice with a plain Spring Cloud Gateway route, on loopback, in interleaved
# rounds, and writes the figures to docs/benchmarks.md. See README.md beside this file.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

rounds=${BENCH_ROUNDS:-9}
seconds=${BENCH_SECONDS:-4}
warm=${BENCH_WARM:-15}
samples=${BENCH_SAMPLES:-200}
concurrency=${BENCH_CONCURRENCY:-"16 64"}
kinds=${BENCH_KINDS:-"1k 20k sse"}
interval=${BENCH_INTERVAL:-2}
events=50
port=${BENCH_PORT:-18180}
model=${BENCH_MODEL:-gpt-4o-mini}
crossed_model=${BENCH_CROSSED_MODEL:-claude-sonnet-4-6}
flags=${BENCH_JVM_FLAGS:-"-XX:+UseSerialGC -XX:+UseTransparentHugePages -Xmx1g -Dreactor.netty.ioWorkerCount=2"}
money=
script=call.lua
route_filter_cache=${BENCH_ROUTE_FILTER_CACHE:-true}
bearer=${BENCH_BEARER:-bench-0123456789abcdef0123456789abcdef}
mvn=${MVN:-mvn}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
out=$root/docs/benchmarks.md
section=bench
layers="pass-through governed"
copies=1
sluice_jar=
switch_jar=$here/money-switch/target/money-switch.jar
launcher=org.springframework.boot.loader.launch.PropertiesLauncher
quick=false
build=true

usage() {
	cat <<-'TEXT'
		Usage: gateway-app/bench/bench.sh [options]
		  --quick             3 short rounds to try the harness; prints, writes no page unless --out is given
		  --layers[=A,B]      compare the ways of layers.properties (all, or those named) instead of the usual two
		  --crossed           what a call costs more whose provider speaks another dialect than its client
		  --money             what holds, journal and ledger add on PostgreSQL and H2, in µs of a 1 KB call
		  --money-within      the same within one process, whose calls are paid for and not, in turns
		  --copies=N          processes of each way of --money but H2's, or of --money-within (6, 8)
		  --rounds=N          paired rounds (9)             --seconds=N   length of a round (4)
		  --warm=SECONDS      load before, per kind (15)    --samples=N   first-token samples (200)
		  --kinds="1k 20k sse"                              --concurrency="16 64"
		  --interval=MS       between two events (2)        --port=N      first of the ports used (18180)
		  --model=NAME        asked for (gpt-4o-mini)       --sluice-jar=PATH  instead of gateway-app/target
		  --no-build          use the jars that are there   --out=FILE    the page (docs/benchmarks.md)
		Environment: BENCH_JVM_FLAGS for all JVMs, BENCH_ROUTE_FILTER_CACHE (true), BENCH_BEARER, MVN, JAVA_HOME
	TEXT
}

fail() {
	echo "bench: $*" >&2
	exit 1
}

out_given=false
for option in "$@"; do
	value=${option#*=}
	case $option in
		--quick)
			quick=true rounds=3 seconds=1 warm=3 samples=20
			;;
		--layers) section=layers layers= ;;
		--crossed)
			# Events come at once: spaced, an event's cost drowns in the kernel's for its packet.
			section=crossed kinds="20k-crossed sse-crossed" rounds=15 seconds=3 interval=0
			;;
		--money)
			# Processes differ by more than their rounds, so rather more of them than rounds.
			section=money layers="governed money-postgres money-h2" copies=6
			kinds=1k concurrency=16 rounds=9 warm=48 seconds=3
			;;
		--money-within)
			section=money-within layers="governed money-switched" copies=8
			kinds=1k concurrency=16 rounds=9 warm=40 seconds=3
			;;
		--layers=*) section=layers layers=${value//,/ } ;;
		--copies=*) copies=$value ;;
		--rounds=*) rounds=$value ;;
		--seconds=*) seconds=$value ;;
		--warm=*) warm=$value ;;
		--samples=*) samples=$value ;;
		--kinds=*) kinds=$value ;;
		--concurrency=*) concurrency=$value ;;
		--interval=*) interval=$value ;;
		--port=*) port=$value ;;
		--model=*) model=$value ;;
		--sluice-jar=*) sluice_jar=$value ;;
		--no-build) build=false ;;
		--out=*) out=$value out_given=true ;;
		-h | --help) usage && exit 0 ;;
		*) usage >&2 && fail "unknown option $option" ;;
	esac
done
[[ $section == money* ]] || copies=1
((copies >= 1)) || fail "--copies must be 1 or more"
if $quick && ! $out_given; then
	out=
fi

for tool in wrk curl; do
	command -v "$tool" >/dev/null || fail "$tool is missing: sudo apt-get install -y $tool"
done
[[ -r /proc/self/stat ]] || fail "needs Linux's /proc"

ticks_per_second=$(getconf CLK_TCK)
work=$(mktemp -d)
results=$here/target/results
children=()

# Ends what was started here, by process id, however this script ends.
cleanup() {
	local status=$?
	trap - EXIT INT TERM
	((${#children[@]} == 0)) || kill "${children[@]}" 2>/dev/null || true
	local pid
	for pid in "${children[@]}"; do
		for _ in {1..50}; do
			kill -0 "$pid" 2>/dev/null || break
			sleep 0.1
		done
		kill -9 "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
	rm -rf "$work"
	exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a command so that a signal to this script is acted upon at once.
attended() {
	"$@" &
	local pid=$! status=0
	children+=("$pid")
	wait "$pid" || status=$?
	unset 'children[-1]'
	return "$status"
}

names=()
urls=()
pids=()

# start NAME PORT JAR [NAME=value | --argument]...
start() {
	local name=$1 at=$2 jar=$3 environment=() arguments=() word
	shift 3
	for word in "$@"; do
		if [[ $word =~ ^[A-Z_]+= ]]; then
			environment+=("$word")
		else
			arguments+=("$word")
		fi
	done
	if (exec 3<>"/dev/tcp/127.0.0.1/$at") 2>/dev/null; then
		fail "port $at is in use; choose others with --port"
	fi
	local launch=(-jar "$jar")
	[[ $name != money-switched* ]] || launch=(-Dloader.path="$switch_jar" -cp "$jar" "$launcher")
	# shellcheck disable=SC2086
	env "${environment[@]}" "$java" $flags "${launch[@]}" "${arguments[@]}" >"$work/$name.log" 2>&1 &
	children+=($!)
	names+=("$name")
	urls+=("http://127.0.0.1:$at/v1/chat/completions")
	pids+=($!)
	await "$name" "${urls[-1]}" $!
}

# Starts the database at PORT, which is measured as little as the upstream.
start_postgres() {
	local deadline=$((SECONDS + 60))
	"$java" -XX:+UseSerialGC -Xmx256m -jar "$here/postgres/target/postgres.jar" "$1" "$work/postgres" >"$work/postgres.log" 2>&1 &
	children+=($!)
	until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
		((SECONDS < deadline)) && kill -0 "${children[-1]}" 2>/dev/null || fail "the database did not come up: $(tail -n 20 "$work/postgres.log")"
		sleep 0.5
	done
}

await() {
	local deadline=$((SECONDS + 90)) code
	while ((SECONDS < deadline)); do
		kill -0 "$3" 2>/dev/null || break
		code=$(ask 1k "$2" "$work/await") || true
		[[ $code == 200 ]] && return
		sleep 0.5
	done
	tail -n 40 "$work/$1.log" >&2
	fail "$1 did not come up (last answer: ${code:-none}); its log is above"
}

body() {
	case $1 in
		20k) printf '{"model":"%s","messages":[{"role":"user","content":"%020000d"}]}' "$model" 0 ;;
		sse) printf '{"model":"%s","stream":true,"messages":[{"role":"user","content":"hi"}]}' "$model" ;;
		*) printf '{"model":"%s","messages":[{"role":"user","content":"hi"}]}' "$model" ;;
	esac
}

# ask KIND URL FILE: prints the status code, puts the answer in the file
ask() {
	body "$1" | curl -s -m 20 -o "$3" -w '%{http_code}' -H 'Content-Type: application/json' \
		-H "Authorization: Bearer $bearer" --data-binary @- "$2"
}

# Every subject must give the upstream's own bytes, or its figures mean nothing; of a
# crossed call all of the text.
check() {
	local i kind code
	for ((i = 2; i < ${#names[@]}; i++)); do
		code=$(model=$crossed_model ask 20k "${urls[i]}" "$work/answer-$i") || true
		[[ $code == 200 ]] && grep -q '"object":"chat.completion".*"finish_reason":"stop"' "$work/answer-$i" \
			&& (($(stat -c %s "$work/answer-$i") > 20000)) \
			|| fail "${names[i]} answers a crossed call with $code: $(head -c 400 "$work/answer-$i")"
		code=$(model=$crossed_model ask sse "${urls[i]}" "$work/answer-$i") || true
		[[ $code == 200 ]] && (($(grep -c '^data: .*"content":"[^"]' "$work/answer-$i") == events)) \
			&& grep -q '^data: \[DONE\]' "$work/answer-$i" \
			|| fail "${names[i]} answers a crossed stream with $code: $(head -c 400 "$work/answer-$i")"
	done
	for kind in 1k 20k sse; do
		for i in "${!names[@]}"; do
			code=$(ask "$kind" "${urls[i]}" "$work/answer-$i") || true
			[[ $code == 200 ]] || fail "${names[i]} answers $kind with $code: $(head -c 400 "$work/answer-$i")"
			cmp -s "$work/answer-0" "$work/answer-$i" || fail "${names[i]} changes the bytes of the $kind answer: $(diff "$work/answer-0" "$work/answer-$i" | head -c 600)"
		done
	done
	grep -q '^data: \[DONE\]' "$work/answer-0" || fail "the stream has no end mark"
}

# load KIND CONCURRENCY SECONDS URL: prints requests, µs, p50, p99
load() {
	BENCH_KIND=${1%-crossed} BENCH_MODEL=$model BENCH_BEARER=$bearer BENCH_MONEY=$money \
		attended timeout $(($3 + 30)) wrk -t1 -c"$2" -d"$3s" --timeout 10s -s "$here/$script" "$4" >"$work/wrk" 2>&1 \
		|| fail "wrk failed on $4: $(cat "$work/wrk")"
	local line
	line=$(grep '^RESULT ' "$work/wrk") || fail "wrk said nothing of $4 (is there room in $work?): $(cat "$work/wrk")"
	read -r _ requests micros p50 p99 errors <<<"$line"
	((errors == 0 && requests > 0)) || fail "$errors failed calls of $requests at $4 ($1, $2 connections): $(cat "$work/wrk")"
}

# alternate KIND CONCURRENCY INDEX FIRST: a load whose calls are paid for and not in turns
alternate() {
	local script=turns.lua
	local -x BENCH_FIRST=$4 BENCH_LOOPS BENCH_COLLECTOR
	BENCH_LOOPS=$(tasks "${pids[$3]}" '^reactor-http')
	BENCH_COLLECTOR=$(tasks "${pids[$3]}" '^(VM Thread|GC )')
	load "$1" "$2" "$seconds" "${urls[$3]}"
}

# tasks PID PATTERN: where the kernel tells of the threads so named
tasks() {
	local task
	for task in "/proc/$1"/task/*; do
		[[ ! $(<"$task/comm") =~ $2 ]] || echo "$task/schedstat"
	done
}

# warm KIND: as is measured, the subjects taking turns in loads as short. A load's end and
# the rest after it are work too: calls are given up, connections close, threads find
# nothing to do, which makes code that took none of it into account be compiled anew.
warm() {
	local left i
	for ((left = warm; left > 0; left -= seconds)); do
		for i in "${!names[@]}"; do
			if [[ ${names[i]} == money-switched* ]]; then
				money=on load "$1" 16 "$seconds" "${urls[i]}"
				alternate "$1" 16 "$i" on
			elif [[ $1 != *-crossed ]]; then
				load "$1" 16 "$seconds" "${urls[i]}"
			elif ((i >= 2)); then
				model=$crossed_model load "$1" 16 "$seconds" "${urls[i]}"
				# Not to be measured cold when this kind is the only one.
				[[ " $kinds " == *" ${1%-crossed} "* ]] || load "$1" 16 "$seconds" "${urls[i]}"
			fi
		done
	done
}

# Processor time of a process so far, user and system, in µs.
processor() {
	local line
	read -r line <"/proc/$1/stat"
	# shellcheck disable=SC2086
	set -- ${line##*) }
	echo $(((${12} + ${13}) * 1000000 / ticks_per_second))
}

# Processor time of a process's threads so far, in µs, exacter than the kernel's ticks.
exact() {
	cat "/proc/$1"/task/*/schedstat 2>/dev/null | awk '{ nanos += $1 } END { printf "%.0f", nanos / 1000 }'
}

# Processor time of a process's threads so far, in ns, by what they work for; none of
# those that have ended.
threads() {
	local task
	for task in "/proc/$1"/task/*; do
		paste -d ' ' "$task/schedstat" "$task/comm" 2>/dev/null || true
	done | awk '
		{ group = "others" }
		/ reactor-http/ { group = "event loops" }
		/ C[12] Comp/ { group = "compilers" }
		/ VM Thread| GC / { group = "collector" }
		/ sluice-sql| sluice-h2/ { group = "database driver" }
		/ sluice-journal/ { group = "journal" }
		/ sluice-flusher/ { group = "flusher" }
		{ nanos[group] += $1 }
		END { for (group in nanos) printf "%s,%.0f\n", group, nanos[group] }' | sort
}

field() {
	awk -v name="$2:" '$1 == name {print $2}' "/proc/$1/$3"
}

upstream_count() {
	curl -s -m 5 "http://127.0.0.1:$port/stats" | sed "s/.*\"$1\":\([0-9]*\).*/\1/"
}

# measure KIND CONCURRENCY ROUND INDEX [WAY]
measure() {
	local pid=${pids[$4]} name=${names[$4]}${5:+ $5} cpu reads writes calls pace
	calls=$(upstream_count calls)
	[[ $section != money* ]] || threads "$pid" >"$work/threads"
	cpu=$(processor "$pid") reads=$(field "$pid" syscr io) writes=$(field "$pid" syscw io)
	pace=$(exact "${pids[0]}")
	load "$1" "$2" "$seconds" "${urls[$4]}"
	pace=$(($(exact "${pids[0]}") - pace))
	# The last calls are booked a second later, which is part of what they cost.
	[[ $section != money* ]] || sleep 2
	cpu=$(($(processor "$pid") - cpu)) reads=$(($(field "$pid" syscr io) - reads)) writes=$(($(field "$pid" syscw io) - writes))
	[[ $section != money* ]] || threads "$pid" | join -t, -a 1 -e 0 -o 0,1.2,2.2 - "$work/threads" \
		| awk -F, -v OFS=, -v start="$3,$name,$requests" '{ printf "%s,%s,%.0f\n", start, $1, $2 - $3 }' >>"$results/threads.csv"
	(($(upstream_count calls) - calls >= requests)) || fail "$name answered calls that the upstream never saw"
	echo "$1,$2,$3,$name,$requests,$micros,$p50,$p99,$cpu,$(field "$pid" VmRSS status),$reads,$writes,$pace" >>"$results/rounds.csv"
	sleep 0.2
}

# cross KIND CONCURRENCY ROUND: each Sluice with the same calls, to a provider of the
# client's dialect and to one of another
cross() {
	local subjects=$((${#names[@]} - 2)) turn i
	for ((turn = 0; turn < 2 * subjects; turn++)); do
		i=$(((turn + $3) % (2 * subjects)))
		if ((i % 2)); then
			model=$crossed_model measure "$1" "$2" "$3" $((2 + i / 2)) crossed
		else
			measure "$1" "$2" "$3" $((2 + i / 2)) same
		fi
	done
}

# compare KIND CONCURRENCY ROUND INDEX: one process with itself. A load all paid for tells
# what the threads take that work for money alone, one in turns what those take that serve
# every call.
compare() {
	local first=on
	(($3 % 2)) || first=off
	money=on measure "$1" "$2" "$3" "$4" paid
	alternate "$1" "$2" "$4" "$first"
	awk -v OFS=, -v start="$3,${names[$4]}" '$1 == "TURNS" {
			print start " " $2, $3, "event loops", $4
			print start " " $2, $3, "collector", $5
		}' "$work/wrk" >>"$results/threads.csv"
	# so that its last bookings are not in another's time
	sleep 2
}

# sockets INDEX: counts reads and writes of sockets under strace, outside the timed rounds
sockets() {
	local pid=${pids[$1]} flushed counter
	strace -f -qq -c -e trace=recvfrom,recvmsg,sendto,sendmsg,writev -o "$work/strace" -p "$pid" 2>/dev/null &
	counter=$!
	children+=("$counter")
	sleep 1
	if ! kill -0 "$counter" 2>/dev/null; then
		echo "bench: strace may not attach; reads and writes are not counted" >&2
		return
	fi
	flushed=$(upstream_count events) calls=$(upstream_count calls)
	load sse 16 "$seconds" "${urls[$1]}"
	flushed=$(($(upstream_count events) - flushed)) calls=$(($(upstream_count calls) - calls))
	kill -TERM "$counter" 2>/dev/null || true
	wait "$counter" || true
	awk -v name="${names[$1]}" -v flushed="$flushed" -v calls="$calls" '
		NF >= 5 && $NF ~ /^(recv|send|writev)/ {
			done = $4 - (NF == 6 ? $5 : 0)
			if ($NF ~ /^recv/) reads += done; else writes += done
		}
		END { printf "%s,%d,%d,%d,%d\n", name, calls, flushed, reads, writes }' "$work/strace" >>"$results/sockets.csv"
}

settings() {
	local commit
	commit=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
	[[ -z $(git -C "$root" status --porcelain 2>/dev/null) ]] || commit+=" with uncommitted changes"
	echo "Date: $(date -u +%Y-%m-%d)"
	echo "Commit: $commit"
	echo "Processor: $(awk -F': ' '/^model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) cores"
	echo "Memory: $(awk '/^MemTotal/ {printf "%.0f GB", $2 / 1048576}' /proc/meminfo)"
	echo "Kernel: $(uname -sr)"
	echo "JDK: $("$java" -version 2>&1 | sed -n 2p)"
	echo "JVM flags, all processes: \`$flags\`"
	echo "route-filter-cache-enabled, both gateways: $route_filter_cache"
	echo "Netty's leak sampling: on in the plain gateway, as Netty ships; off in Sluice, as Sluice ships (layer sampled)"
	echo "Load: $(wrk -v 2>&1 | head -n 1 | cut -d' ' -f1,2), 1 thread, everything on loopback and on the same cores"
	echo "Rounds: $rounds of $seconds s for each subject, interleaved, the order turning; each subject warmed ${warm} s by each kind"
	if [[ $section == money-within ]]; then
		echo "Processes: $copies with the switch, one of each other"
	elif ((copies > 1)); then
		echo "Processes: $copies of each way with PostgreSQL and of what each is compared with"
	fi
	[[ $section != crossed ]] || echo "Crossed: \`$crossed_model\`, whose provider speaks Anthropic's dialect; the client speaks OpenAI's"
	echo "Stream: $events events of 208 bytes and the end mark, one write each, $interval ms apart"
	local name
	for name in $layers; do
		echo "Sluice $name: \`${settings_of[$name]:-no settings}\`"
	done
}

declare -A settings_of
listed=
while IFS='=' read -r name rest; do
	name=${name//[[:space:]]/}
	if [[ -n $name && $name != \#* ]]; then
		settings_of[$name]=$(sed 's/^ *//; s/ *$//' <<<"$rest")
		listed+=" $name"
	fi
done <"$here/layers.properties"
layers=${layers:-$listed}
# The same with a switch, by which a load chooses whether its calls are paid for.
settings_of[money-switched]=${settings_of[money-postgres]:-}
for name in $layers; do
	[[ -v settings_of[$name] ]] || fail "layers.properties has no line '$name'"
done

if $build; then
	echo "Building ..."
	"$mvn" -q -DskipTests -f "$here/pom.xml" -pl upstream,plain-gateway,postgres,money-switch -am package
	[[ -n $sluice_jar ]] || "$mvn" -q -DskipTests -f "$root/pom.xml" package
fi
if [[ -z $sluice_jar ]]; then
	for jar in "$root"/gateway-app/target/sluice-gateway.jar; do
		[[ $jar == *-sources.jar || $jar == *-javadoc.jar || $jar == *-tests.jar ]] || sluice_jar=$jar
	done
fi
for jar in "$here/upstream/target/upstream.jar" "$here/plain-gateway/target/plain-gateway.jar" "$switch_jar" "$sluice_jar"; do
	[[ -f $jar ]] || fail "there is no jar '$jar'; run without --no-build"
done

echo "Starting ..."
cache=--spring.cloud.gateway.server.webflux.route-filter-cache-enabled=$route_filter_cache
start direct "$port" "$here/upstream/target/upstream.jar" "$port" "$interval" "$events"
start plain $((port + 1)) "$here/plain-gateway/target/plain-gateway.jar" \
	SERVER_PORT=$((port + 1)) BENCH_UPSTREAM="http://127.0.0.1:$port" "$cache"
next=$((port + 2))
postgres=$((port + 90))
for name in $layers; do
	if [[ ${settings_of[$name]} == *@postgres@* ]]; then
		start_postgres "$postgres"
		break
	fi
done
for ((copy = 1; copy <= copies; copy++)); do
	for name in $layers; do
		((copy == 1)) || [[ $name != money-h2 && $section/$name != money-within/governed ]] || continue
		words=${settings_of[$name]//@bearer@/$bearer}
		read -ra words <<<"${words//@postgres@/postgres://postgres@127.0.0.1:$postgres/postgres}"
		((copy == 1)) || name+="#$copy"
		mkdir -p "$work/home-$name"
		start "$name" "$next" "$sluice_jar" SERVER_PORT="$next" MANAGEMENT_SERVER_PORT=$((next + 100)) \
			SLUICE_HOME="$work/home-$name" OPENAI_BASE_URL="http://127.0.0.1:$port/v1" OPENAI_API_KEY=x \
			ANTHROPIC_BASE_URL="http://127.0.0.1:$port" ANTHROPIC_API_KEY=x \
			BENCH_UPSTREAM="http://127.0.0.1:$port" "$cache" "${words[@]}"
		next=$((next + 1))
	done
done
check

echo "Warming ${#names[@]} processes, $warm s for each kind ..."
for kind in $kinds; do
	warm "$kind"
done

rm -rf "$results"
mkdir -p "$results"
settings >"$results/settings.txt"
for kind in $kinds; do
	for c in $concurrency; do
		echo "Measuring $kind with $c connections, $rounds rounds ..."
		if [[ $kind == *-crossed ]]; then
			for ((round = 0; round < rounds; round++)); do
				cross "$kind" "$c" "$round"
			done
			continue
		fi
		for ((round = 0; round < rounds; round++)); do
			for i in "${!names[@]}"; do
				turn=$(((i + round) % ${#names[@]}))
				if [[ ${names[turn]} == money-switched* ]]; then
					compare "$kind" "$c" "$round" "$turn"
				else
					measure "$kind" "$c" "$round" "$turn"
				fi
			done
		done
	done
done

if [[ " $kinds " == *" sse "* ]]; then
	echo "Measuring the first token, $samples samples ..."
	arguments=()
	for i in "${!names[@]}"; do
		arguments+=("${names[i]}=${urls[i]}")
	done
	attended timeout $((samples * ${#names[@]} + 60)) "$java" "$here/FirstToken.java" "$samples" "$bearer" "$model" \
		"${arguments[@]}" >"$results/first-token.csv" || fail "the first-token client failed"
	if command -v strace >/dev/null; then
		echo "Counting reads and writes ..."
		for ((i = 1; i < ${#names[@]}; i++)); do
			sockets "$i"
		done
	else
		echo "strace is missing, reads and writes are not counted: sudo apt-get install -y strace" >&2
	fi
fi

"$java" "$here/Analyse.java" "$section" "$results" ${out:+"$out"}
