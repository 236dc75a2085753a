package dev.sluice.declare;

import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says in one sentence why a predicate or filter could not be built. */
final class FailureText {

	private FailureText() {
	}

	static String of(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null && cause.getCause() != cause && !speaks(cause)) {
			cause = cause.getCause();
		}
		if (cause instanceof BindValidationException invalid) {
			return invalid.getValidationErrors()
				.getAllErrors()
				.stream()
				.map(FailureText::of)
				.collect(Collectors.joining("; "));
		}
		if (cause instanceof ConversionFailedException conversion) {
			return "'" + conversion.getValue() + "' is no " + conversion.getTargetType().getType().getSimpleName();
		}
		String message = cause.getMessage();
		return (message != null) ? message : cause.getClass().getSimpleName();
	}

	private static boolean speaks(Throwable cause) {
		return cause instanceof BindValidationException || cause instanceof ConversionFailedException;
	}

	private static String of(ObjectError error) {
		String field = (error instanceof FieldError wrong) ? "'" + wrong.getField() + "' " : "";
		return field + error.getDefaultMessage();
	}

}
