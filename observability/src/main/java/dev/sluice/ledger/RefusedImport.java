package dev.sluice.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.admin.AdminProblem;
import dev.sluice.store.BulkTable.Column;
import dev.sluice.store.SluiceDatabase;

/**
 * Puts rows into the ledger that it once refused, after somebody has mended them or what
 * refused them. What is still refused stays in its file. The cost of the rows was booked
 * when they were set aside, and is not booked again.
 */
final class RefusedImport {

	private final SluiceDatabase database;

	private final LedgerTable ledger;

	private final RefusedAttempts refused;

	private final AtomicBoolean busy = new AtomicBoolean();

	RefusedImport(SluiceDatabase database, LedgerTable ledger, RefusedAttempts refused) {
		this.database = database;
		this.ledger = ledger;
		this.refused = refused;
	}

	/** Tries all rows of all files. */
	Mono<Result> run() {
		return Mono.defer(() -> {
			if (!this.busy.compareAndSet(false, true)) {
				return Mono.error(AdminProblem.conflict("An import is under way. Wait for its end."));
			}
			return disk(this.refused::files).flatMapMany(Flux::fromIterable)
				.concatMap(this::file)
				.reduce(new Result(0, 0), Result::plus)
				// Before the answer is passed on: whoever has it may ask again.
				.doOnTerminate(() -> this.busy.set(false))
				.doOnCancel(() -> this.busy.set(false));
		});
	}

	private Mono<Result> file(Path file) {
		return disk(() -> Files.readAllLines(file, StandardCharsets.UTF_8)).flatMap((lines) -> {
			List<String> left = new ArrayList<>();
			return Flux.fromIterable(lines).concatMap((line) -> add(line).doOnNext((added) -> {
				if (!added) {
					left.add(line);
				}
			})).then(disk(() -> keep(file, left))).map((kept) -> new Result(lines.size() - left.size(), left.size()));
		});
	}

	private Mono<Boolean> add(String line) {
		return Mono.fromCallable(() -> row(line))
			.flatMap((row) -> this.database.transaction((session) -> this.ledger.addAbsent(session, row)))
			.thenReturn(true)
			.onErrorResume((error) -> error instanceof JacksonException || error instanceof DateTimeException
					|| RefusedAttempts.isRefusal(error), (error) -> Mono.just(false));
	}

	private static Path keep(Path file, List<String> left) throws IOException {
		if (left.isEmpty()) {
			Files.delete(file);
			return file;
		}
		Path draft = file.resolveSibling(file.getFileName() + ".tmp");
		Files.write(draft, left, StandardCharsets.UTF_8);
		return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private static @Nullable Object[] row(String line) {
		JsonNode json = JsonMapper.shared().readTree(line);
		List<Column> columns = LedgerTable.ATTEMPTS.columns();
		if (!json.isObject()) {
			throw new IllegalArgumentException("A refused row is a JSON object");
		}
		@Nullable Object[] row = new Object[columns.size()];
		for (int i = 0; i < row.length; i++) {
			JsonNode value = json.get(columns.get(i).name());
			row[i] = (value == null || value.isNull()) ? null : value(columns.get(i), value);
		}
		return row;
	}

	private static Object value(Column column, JsonNode value) {
		return switch (column.type()) {
			case ID -> UUID.fromString(value.stringValue());
			case TEXT -> value.stringValue();
			case INTEGER -> value.intValue();
			case BIGINT -> value.longValue();
			case FLAG -> value.booleanValue();
			case TIME -> OffsetDateTime.parse(value.stringValue()).toInstant();
		};
	}

	private static <T> Mono<T> disk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * What became of the rows.
	 *
	 * @param imported how many are in the ledger now
	 * @param refused how many stay set aside
	 */
	record Result(long imported, long refused) {

		Result plus(Result other) {
			return new Result(this.imported + other.imported, this.refused + other.refused);
		}

	}

}
