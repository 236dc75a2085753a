import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns the results of bench.sh or jmh.sh into tables, prints them and puts them between
 * the markers of a page. Arguments: the section (bench, layers or jmh), the folder of the
 * results, and the page, when it is to be written.
 */
public class Analyse {

	private static final String CROSSED = " crossed";

	private static final String SWITCHED = "money-switched";

	/** Threads that serve the calls that nobody pays for too. */
	private static final Set<String> SHARED = Set.of("event loops", "collector");

	/** What holds, journal and ledger may add on PostgreSQL, in µs of a call. */
	private static final double MONEY_BAR = 16;

	/** The same as a share of a plain route, in %, by the slowest for which it was promised. */
	private static final double SHARE_BAR = 14.2;

	/** How many events bench.sh lets a stream have, the end mark counted. */
	private static final double STREAM_EVENTS = 51;

	public static void main(String[] args) throws IOException {
		Path results = Path.of(args[1]);
		String report = args[0].equals("jmh") ? jmh(results) : bench(results);
		System.out.println(report);
		if (args.length > 2) {
			write(Path.of(args[2]), args[0], report);
		}
	}

	private static String bench(Path results) throws IOException {
		StringBuilder report = new StringBuilder(settings(results));
		List<Round> rounds = rows(results.resolve("rounds.csv")).stream().map(Round::of).toList();
		report.append(comparison(rounds.stream().filter((round) -> !round.isCrossed() && !round.isSwitched()).toList()));
		report.append(crossed(rounds.stream().filter(Round::isCrossed).toList()));
		if (Files.exists(results.resolve("threads.csv"))) {
			List<Share> shares = rows(results.resolve("threads.csv")).stream().map(Share::of).toList();
			report.append(within(rounds, shares)).append(money(rounds, shares)).append(threads(shares));
		}
		if (Files.exists(results.resolve("first-token.csv"))) {
			report.append(firstToken(rows(results.resolve("first-token.csv"))));
		}
		if (Files.exists(results.resolve("sockets.csv"))) {
			report.append(sockets(rows(results.resolve("sockets.csv"))));
		}
		return report.toString();
	}

	private static String settings(Path results) throws IOException {
		return Files.readAllLines(results.resolve("settings.txt"))
			.stream()
			.map((line) -> "- " + line + "\n")
			.collect(Collectors.joining());
	}

	/** One subject under one load in one round. */
	private record Round(String kind, int connections, int round, String subject, double perSecond, double p50,
			double p99, double cpu, double rss, double writes, double pace) {

		static Round of(String[] row) {
			double requests = Double.parseDouble(row[4]);
			return new Round(row[0], Integer.parseInt(row[1]), Integer.parseInt(row[2]), row[3],
					requests * 1e6 / Double.parseDouble(row[5]), Double.parseDouble(row[6]) / 1000,
					Double.parseDouble(row[7]) / 1000, Double.parseDouble(row[8]) / requests,
					Double.parseDouble(row[9]) / 1024, Double.parseDouble(row[11]) / requests,
					Double.parseDouble(row[12]) / requests);
		}

		/** Whether one of a way's processes did it. */
		boolean isOf(String way) {
			return this.subject.split("[# ]")[0].equals(way);
		}

		boolean isCrossed() {
			return this.kind.endsWith("-crossed");
		}

		/** Whether its process is compared with itself. */
		boolean isSwitched() {
			return isOf(SWITCHED);
		}

		String process() {
			return this.subject.split(" ")[0];
		}

	}

	private static String comparison(List<Round> rounds) {
		if (rounds.isEmpty()) {
			return "";
		}
		StringBuilder table = new StringBuilder("""

				Medians of the rounds. The ratio is CPU per call to that of the plain route in the same round: median and,
				in brackets, its 95 % interval by order statistics (exact, without assumptions on the distribution; fewer
				than six rounds have none and show least and greatest). Writes are the kernel's count in /proc/PID/io: writev
				and the waking of threads, but not send.

				| call | connections | subject | req/s | p50 ms | p99 ms | CPU µs/call | writes/call | RSS MB | CPU ratio to plain | bar |
				|---|--:|---|--:|--:|--:|--:|--:|--:|---|---|
				""");
		for (List<Round> load : loads(rounds)) {
			List<Round> plain = of(load, "plain");
			for (String subject : names(load)) {
				table.append(row(of(load, subject), plain));
			}
		}
		return table.toString();
	}

	private static Collection<List<Round>> loads(List<Round> rounds) {
		return rounds.stream()
			.collect(Collectors.groupingBy((round) -> round.kind + " " + round.connections, LinkedHashMap::new,
					Collectors.toList()))
			.values();
	}

	private static String crossed(List<Round> rounds) {
		if (rounds.isEmpty()) {
			return "";
		}
		StringBuilder table = new StringBuilder("""

				The same calls, whose provider speaks another dialect than the client (Anthropic's and OpenAI's): request and
				answer are translated. The ratio is CPU per call to that of the same gateway in the same round when both speak
				OpenAI's; for streams, what an event costs more.

				| call | connections | subject | req/s | p50 ms | p99 ms | CPU µs/call | same dialect | CPU ratio to same dialect | more per event, µs | bar |
				|---|--:|---|--:|--:|--:|--:|--:|---|---|---|
				""");
		for (List<Round> load : loads(rounds)) {
			for (String subject : names(load)) {
				if (subject.endsWith(CROSSED)) {
					String name = subject.substring(0, subject.length() - CROSSED.length());
					table.append(crossed(name, of(load, subject), of(load, name + " same")));
				}
			}
		}
		return table.toString();
	}

	private static String crossed(String name, List<Round> mine, List<Round> same) {
		boolean stream = mine.get(0).kind.startsWith("sse");
		double[] ratios = new double[mine.size()];
		double[] added = new double[mine.size()];
		for (int i = 0; i < ratios.length; i++) {
			ratios[i] = mine.get(i).cpu / same.get(i).cpu;
			added[i] = (mine.get(i).cpu - same.get(i).cpu) / STREAM_EVENTS;
		}
		String verdict = stream ? "≤ 3 µs " + verdict(Interval.of(added), 3, added.length)
				: "≤ 1.60 " + verdict(Interval.of(ratios), 1.6, ratios.length);
		return format("| %s | %d | %s | %.0f | %.2f | %.2f | %.1f | %.1f | %s | %s | %s |\n",
				title(mine.get(0).kind.replace("-crossed", "")), mine.get(0).connections, name,
				median(mine, Round::perSecond), median(mine, Round::p50), median(mine, Round::p99),
				median(mine, Round::cpu), median(same, Round::cpu), Interval.of(ratios).text("%.2f"),
				stream ? Interval.of(added).text("%.1f") : "", verdict);
	}

	/** What money adds to the calls of one and the same process. */
	private static String within(List<Round> rounds, List<Share> shares) {
		if (rounds.stream().noneMatch(Round::isSwitched)) {
			return "";
		}
		StringBuilder table = new StringBuilder("""

				What holds, journal and ledger add within one process. Each of these gateways on PostgreSQL has two loads in a
				round. In one the calls are paid for, and pass a switch as in a gateway without money, in turns of a tenth of a
				second: what event loops and collector take in either is read at each turn, so compiled code, memory and the
				machine's speed are the same for both. In the other all calls are paid for: the time of all other threads but the compilers'
				counts whole, less that of such threads in a governed gateway. Each process counts once, with the median of
				its rounds: the mean, with Student's 95 % interval. The share is that of all processes to the plain route in the
				same round, as the ratios above; its bar is 16 µs of 113, as it is between processes.

				| call | connections | added, µs | added, % of a plain route | of it loops and collector, µs | processes, µs | unpaid: loops and collector, µs |
				|---|--:|---|---|---|---|--:|
				""");
		for (List<Round> load : loads(rounds)) {
			if (load.stream().anyMatch(Round::isSwitched)) {
				table.append(itself(load, shares));
			}
		}
		return table.toString();
	}

	private static String itself(List<Round> load, List<Share> shares) {
		Costs serving = Costs.of(load, shares, SHARED::contains);
		Costs own = Costs.of(load, shares, (threads) -> !SHARED.contains(threads));
		double others = median(load.stream().filter((round) -> round.isOf("governed")).toList(), own::plainly);
		ToDoubleFunction<Round> added = (round) -> serving.added(round) + own.plainly(round) - others;
		double[] processes = processes(load, SWITCHED, added);
		double[] ofPlain = ofPlain(load, added, Costs.of(load, shares, (threads) -> true));
		return format("| %s | %d | %s | %s | %s | %s | %.1f |\n", title(load.get(0).kind), load.get(0).connections,
				Added.ofPairs(processes).text(MONEY_BAR, 0),
				Interval.of(ofPlain).text("%.1f") + format(", ≤ %s ", SHARE_BAR)
						+ verdict(Interval.of(ofPlain), SHARE_BAR, ofPlain.length),
				Added.ofPairs(processes(load, SWITCHED, serving::added)).text(Double.NaN, 0), list(processes),
				median(load.stream().filter(Round::isSwitched).toList(), (round) -> serving.inTurns(round, "off")));
	}

	/** What all processes with a switch have more, in % of the plain route in the same round. */
	private static double[] ofPlain(List<Round> load, ToDoubleFunction<Round> added, Costs all) {
		return of(load, "plain").stream()
			.mapToDouble((plain) -> load.stream()
				.filter((round) -> round.isSwitched() && round.round == plain.round)
				.mapToDouble(added)
				.average()
				.orElseThrow() / all.plainly(plain) * 100)
			.toArray();
	}

	/** What each way with a store adds to the same gateway without one. */
	private static String money(List<Round> rounds, List<Share> shares) {
		if (rounds.stream().noneMatch((round) -> round.isOf("money-postgres"))) {
			return "";
		}
		StringBuilder table = new StringBuilder("""

				What holds, journal and ledger add to the governed call, the compilers' threads left out. The machine's speed
				may change by a third from one load to the next, which the upstream shows: it does the same for each call of
				either gateway. So a gateway's CPU per call is divided by the upstream's in the same load, and told at the
				upstream's median, which stands behind by way: where it is over 2 % more with money, no bar is met by it. Processes of
				one way differ by more than their rounds, so each counts once, with its median: what is added is the difference
				of their means, with Student's 95 % interval. The share's bar is the issue's 16 µs of the plain route's 90 to
				113 where they were allowed: 16 of 113. The database's own process is not counted; an embedded one is.

				| call | connections | subject | added CPU, % of a plain route | µs at this hour | not divided, µs | governed processes, µs | processes with money, µs | upstream's µs: governed, with money |
				|---|--:|---|---|---|---|---|---|---|
				""");
		for (List<Round> load : loads(rounds)) {
			Costs costs = Costs.of(load, shares, (threads) -> true);
			for (String way : List.of("money-postgres", "money-h2")) {
				if (load.stream().anyMatch((round) -> round.isOf(way))) {
					table.append(money(load, way, costs));
				}
			}
		}
		return table.toString();
	}

	/** CPU per call of some threads, by round and subject, and the upstream's median. */
	private record Costs(Map<String, Double> micros, double pace) {

		static Costs of(List<Round> load, List<Share> shares, Predicate<String> threads) {
			Map<String, Double> micros = shares.stream()
				.filter((share) -> !share.threads.equals("compilers") && threads.test(share.threads))
				.collect(Collectors.groupingBy((share) -> share.round + share.subject,
						Collectors.summingDouble(Share::micros)));
			List<Round> gateways = load.stream().filter((round) -> round.subject.matches("(governed|money).*")).toList();
			return new Costs(micros, median(gateways, Round::pace));
		}

		double plainly(Round round) {
			return this.micros.getOrDefault(round.round + round.subject, 0.0);
		}

		/** In the turns of the same round and process whose calls were so. */
		double inTurns(Round round, String way) {
			return this.micros.get(round.round + round.process() + " " + way);
		}

		/** By so much more in turns that were paid for. */
		double added(Round round) {
			return inTurns(round, "on") - inTurns(round, "off");
		}

		/** As it were if the upstream took its median. */
		double paced(Round round) {
			return plainly(round) / round.pace * this.pace;
		}

	}

	private static String money(List<Round> load, String way, Costs costs) {
		double[] without = processes(load, "governed", costs::paced);
		double[] with = processes(load, way, costs::paced);
		double plain = median(of(load, "plain"), costs::plainly);
		Added added = Added.of(without, with);
		Added plainly = Added.of(processes(load, "governed", costs::plainly), processes(load, way, costs::plainly));
		boolean promised = way.equals("money-postgres");
		double slower = pace(load, way) / pace(load, "governed") - 1;
		return format("| %s | %d | %s | %s | %s | %s | %s | %s | %.1f, %.1f |\n", title(load.get(0).kind),
				load.get(0).connections, way, added.times(100 / plain).text(promised ? SHARE_BAR : Double.NaN, slower),
				added.text(promised ? MONEY_BAR : Double.NaN, slower), plainly.text(promised ? MONEY_BAR : Double.NaN, 0), list(without),
				list(with), pace(load, "governed"), pace(load, way));
	}

	/** What each process of a way takes, in the middle of its rounds. */
	private static double[] processes(List<Round> load, String way, ToDoubleFunction<Round> value) {
		return load.stream()
			.filter((round) -> round.isOf(way))
			.collect(Collectors.groupingBy(Round::subject))
			.values()
			.stream()
			.mapToDouble((rounds) -> median(rounds, value))
			.sorted()
			.toArray();
	}

	private static String list(double[] values) {
		return Arrays.stream(values).mapToObj((value) -> format("%.1f", value)).collect(Collectors.joining(", "));
	}

	/** The difference of two means, and how far it may be off with a probability of 95 %. */
	private record Added(double mean, double error) {

		/** By so much the upstream may be slower and still be a measure. */
		private static final double PACE = 0.02;

		// Student's t for 2 (n - 1) degrees of freedom, by n, from any table of it.
		private static final double[] STUDENT = { Double.NaN, Double.NaN, 4.303, 2.776, 2.447, 2.306, 2.228, 2.179, 2.145,
				2.120, 2.101, 2.086, 2.074, 2.064, 2.056, 2.048 };

		// The same for n - 1.
		private static final double[] PAIRED = { Double.NaN, Double.NaN, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
				2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145 };

		static Added of(double[] without, double[] with) {
			int least = Math.min(without.length, with.length);
			double student = STUDENT[Math.min(least, STUDENT.length - 1)];
			return new Added(mean(with) - mean(without), student
					* Math.sqrt(variance(without) / without.length + variance(with) / with.length));
		}

		private static double mean(double[] values) {
			return Arrays.stream(values).average().orElseThrow();
		}

		private static double variance(double[] values) {
			double mean = mean(values);
			return Arrays.stream(values).map((value) -> (value - mean) * (value - mean)).sum() / (values.length - 1);
		}

		/** The mean of differences, each of a process with itself. */
		static Added ofPairs(double[] differences) {
			int n = differences.length;
			return new Added(mean(differences), PAIRED[Math.min(n, PAIRED.length - 1)] * Math.sqrt(variance(differences) / n));
		}

		Added times(double factor) {
			return new Added(this.mean * factor, this.error * factor);
		}

		/**
		 * With a verdict, unless nothing is promised; alone, where one process tells no error.
		 * @param slower by how much the upstream was, by which was divided: what that hides
		 * must not make a bar met
		 */
		String text(double bar, double slower) {
			if (Double.isNaN(this.error)) {
				return format("%.1f", this.mean);
			}
			String verdict = Double.isNaN(bar) ? ""
					: format(", ≤ %s ", String.valueOf(bar).replace(".0", "")) + verdict(bar, slower);
			return format("%.1f [%.1f, %.1f]", this.mean, this.mean - this.error, this.mean + this.error) + verdict;
		}

		private String verdict(double bar, double slower) {
			if (this.mean + this.error > bar) {
				return "**missed**";
			}
			return (slower <= PACE) ? "met" : format("**not shown**: the upstream took %.0f %% more", 100 * slower);
		}

	}

	/** What the upstream takes for a call while some processes are measured. */
	private static double pace(List<Round> load, String subject) {
		return median(load.stream().filter((round) -> round.isOf(subject)).toList(), Round::pace);
	}

	/** What the threads of one kind took for each call of one round. */
	private record Share(int round, String subject, String threads, double micros) {

		static Share of(String[] row) {
			return new Share(Integer.parseInt(row[0]), row[1], row[3],
					Double.parseDouble(row[4]) / 1000 / Double.parseDouble(row[2]));
		}

	}

	private static String threads(List<Share> shares) {
		Map<String, String> columns = new LinkedHashMap<>();
		columns.put("governed", "governed");
		columns.put("money-postgres", "money-postgres");
		columns.put("money-h2", "money-h2");
		columns.put(SWITCHED + " paid", "same process, all paid");
		columns.put(SWITCHED + " off", "in turns: unpaid");
		columns.put(SWITCHED + " on", "in turns: paid");
		columns.keySet().removeIf((subject) -> share(shares, "event loops", subject).isEmpty());
		StringBuilder table = new StringBuilder("\nThe same by thread, as the kernel counts it: medians of µs per call.\n\n");
		table.append(format("| threads | %s |\n", String.join(" | ", columns.values())));
		table.append("|---|").append("--:|".repeat(columns.size())).append('\n');
		for (String threads : List.of("event loops", "database driver", "journal", "flusher", "collector", "compilers",
				"others")) {
			table.append("| ").append(threads).append(" |");
			columns.keySet().forEach((subject) -> table.append(format(" %s |", share(shares, threads, subject))));
			table.append('\n');
		}
		return table.toString();
	}

	private static String share(List<Share> shares, String threads, String subject) {
		double[] micros = shares.stream()
			.filter((share) -> share.threads.equals(threads) && share.subject.replaceAll("#\\d+", "").equals(subject))
			.collect(Collectors.groupingBy(Share::round, Collectors.averagingDouble(Share::micros)))
			.values()
			.stream()
			.mapToDouble(Double::doubleValue)
			.toArray();
		return (micros.length == 0) ? "" : format("%.1f", quantile(micros, 0.5));
	}

	private static String row(List<Round> mine, List<Round> plain) {
		Round any = mine.get(0);
		boolean compared = !any.subject.equals("direct") && !any.subject.equals("plain");
		String ratio = any.subject.equals("plain") ? "1" : "";
		String bar = "";
		if (compared) {
			double[] ratios = new double[mine.size()];
			for (int i = 0; i < ratios.length; i++) {
				ratios[i] = mine.get(i).cpu / plain.get(i).cpu;
			}
			Interval interval = Interval.of(ratios);
			double limit = limit(any);
			ratio = interval.text("%.2f");
			bar = Double.isNaN(limit) ? "" : format("≤ %.2f ", limit) + verdict(interval, limit, ratios.length);
		}
		return format("| %s | %d | %s | %.0f | %.2f | %.2f | %.1f | %.1f | %.0f | %s | %s |\n", title(any.kind), any.connections,
				any.subject, median(mine, Round::perSecond), median(mine, Round::p50), median(mine, Round::p99),
				median(mine, Round::cpu), median(mine, Round::writes), median(mine, Round::rss), ratio, bar);
	}

	private static String verdict(Interval interval, double limit, int rounds) {
		if (rounds < 6) {
			return "(too few rounds)";
		}
		return (interval.high <= limit) ? "met" : "**missed**";
	}

	/** What the upper end of the interval must not exceed. */
	private static double limit(Round load) {
		if (load.isOf("money-postgres")) {
			return 1.10;
		}
		boolean known = load.subject.equals("pass-through") || load.subject.equals("governed");
		if (!known) {
			return Double.NaN;
		}
		if (load.kind.equals("sse")) {
			return (load.connections >= 64) ? 0.90 : 1.0;
		}
		return load.subject.equals("governed") ? 0.95 : 0.90;
	}

	private static String title(String kind) {
		return switch (kind) {
			case "1k" -> "1 KB";
			case "20k" -> "20 KB";
			default -> "stream";
		};
	}

	private static String firstToken(List<String[]> rows) {
		StringBuilder table = new StringBuilder("""

				Time to the first event of a stream, one call at a time, the subjects taking turns. Added: difference to
				the direct call of the same turn, with its interval.

				| subject | p50 ms | p95 ms | added at p50, ms | bar |
				|---|--:|--:|---|---|
				""");
		Map<String, double[]> times = new LinkedHashMap<>();
		for (String name : rows.stream().map((row) -> row[0]).distinct().toList()) {
			times.put(name, rows.stream()
				.filter((row) -> row[0].equals(name))
				.mapToDouble((row) -> Double.parseDouble(row[2]) / 1e6)
				.toArray());
		}
		double[] direct = times.get("direct");
		times.forEach((name, mine) -> {
			double[] added = new double[mine.length];
			Arrays.setAll(added, (i) -> mine[i] - direct[i]);
			Interval interval = Interval.of(added);
			boolean judged = !name.equals("direct") && !name.equals("plain");
			table.append(format("| %s | %.2f | %.2f | %s | %s |\n", name, quantile(mine, 0.5), quantile(mine, 0.95),
					name.equals("direct") ? "" : interval.text("%.2f"),
					judged ? "≤ 1 " + verdict(interval, 1, added.length) : ""));
		});
		return table.toString();
	}

	private static String sockets(List<String[]> rows) {
		StringBuilder table = new StringBuilder("""

				Socket calls of a gateway while it carries streams at 16 connections, counted by strace outside the timed
				rounds (which slows it, so that more is read at once). Bar: no more writes to clients than reads.

				| subject | streams | written by the upstream | reads | writes to clients | writes per read | bar |
				|---|--:|--:|--:|--:|--:|---|
				""");
		for (String[] row : rows) {
			double calls = Double.parseDouble(row[1]);
			// A call is read once from its client and written once to the upstream.
			double reads = Double.parseDouble(row[3]) - calls;
			double writes = Double.parseDouble(row[4]) - calls;
			if (reads <= 0) {
				// io_uring's reads and writes are no calls that strace could count.
				table.append(format("| %s | %.0f | %s | in rings | in rings | | see the layer epoll |\n", row[0], calls, row[2]));
				continue;
			}
			table.append(format("| %s | %.0f | %s | %.0f | %.0f | %.2f | %s |\n", row[0], calls, row[2], reads, writes,
					writes / reads, row[0].equals("plain") ? "" : (writes <= reads * 1.01) ? "met" : "**missed**"));
		}
		return table.toString();
	}

	private static String jmh(Path results) throws IOException {
		StringBuilder report = new StringBuilder(settings(results));
		report.append("\n| benchmark | parameter | time | ± 99.9 % | unit |\n|---|---|--:|--:|---|\n");
		List<String[]> rows = rows(results.resolve("jmh.csv"));
		for (String[] row : rows.subList(1, rows.size())) {
			String[] name = row[0].split("\\.");
			report.append(format("| %s | %s | %.1f | %s | %s |\n",
					name[name.length - 2].replace("Benchmark", "") + " " + name[name.length - 1],
					parameters(rows.get(0), row), Double.parseDouble(row[4]),
					row[5].equals("NaN") ? "" : format("%.1f", Double.parseDouble(row[5])), row[6]));
		}
		return report.toString();
	}

	private static String parameters(String[] titles, String[] row) {
		return IntStream.range(7, row.length)
			.filter((i) -> !row[i].isEmpty())
			.mapToObj((i) -> titles[i].replace("Param: ", "") + " " + row[i])
			.collect(Collectors.joining(", "));
	}

	/** A median and an interval that holds the true one with at least 95 %. */
	private record Interval(double median, double low, double high) {

		static Interval of(double[] values) {
			double[] sorted = values.clone();
			Arrays.sort(sorted);
			int cut = cut(sorted.length);
			return new Interval(quantile(values, 0.5), sorted[cut], sorted[sorted.length - 1 - cut]);
		}

		/** How many values lie outside at each end: P(Binomial(n, 1/2) <= cut - 1) <= 2.5 %. */
		private static int cut(int n) {
			double term = Math.pow(0.5, n);
			double below = 0;
			int cut = 0;
			while (below + term <= 0.025 && cut < n / 2) {
				below += term;
				term *= (double) (n - cut) / (cut + 1);
				cut++;
			}
			return Math.max(0, cut - 1);
		}

		String text(String number) {
			return format(number + " [" + number + ", " + number + "]", this.median, this.low, this.high);
		}

	}

	private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
		return quantile(rounds.stream().mapToDouble(value).toArray(), 0.5);
	}

	private static double quantile(double[] values, double q) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		double at = q * (sorted.length - 1);
		int below = (int) at;
		int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
	}

	private static List<Round> of(List<Round> load, String subject) {
		return load.stream()
			.filter((round) -> round.subject.equals(subject))
			.sorted(Comparator.comparingInt(Round::round))
			.toList();
	}

	private static Set<String> names(List<Round> load) {
		return load.stream().map(Round::subject).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static List<String[]> rows(Path csv) throws IOException {
		List<String[]> rows = new ArrayList<>();
		for (String line : Files.readAllLines(csv)) {
			rows.add(Arrays.stream(line.split(",")).map((cell) -> cell.replace("\"", "")).toArray(String[]::new));
		}
		return rows;
	}

	private static String format(String text, Object... values) {
		return String.format(Locale.ROOT, text, values);
	}

	private static void write(Path page, String section, String report) throws IOException {
		String begin = "<!-- " + section + ":begin -->";
		String end = "<!-- " + section + ":end -->";
		String text = Files.exists(page) ? Files.readString(page) : "# Benchmarks\n";
		int from = text.indexOf(begin);
		int to = text.indexOf(end);
		String block = begin + "\n\n" + report.strip() + "\n\n" + end;
		String changed = (from < 0 || to < from) ? text.stripTrailing() + "\n\n" + block + "\n"
				: text.substring(0, from) + block + text.substring(to + end.length());
		if (page.toAbsolutePath().getParent() != null) {
			Files.createDirectories(page.toAbsolutePath().getParent());
		}
		Files.writeString(page, changed);
	}

}
