package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers as Replicate does: a job whose id tells how often it is to be asked for, and
 * how many pictures it makes.
 */
final class PredictionAnswers {

	private PredictionAnswers() {
	}

	static Map<String, Object> submitted(Ask ask, Script script) {
		AskReader.required(AskReader.required(ask.body(), "input"), "prompt");
		int pictures = Math.max(1, Math.min(10, ask.body().path("input").path("num_outputs").asInt(1)));
		return prediction(script.count(Directive.POLLS, 0), pictures);
	}

	/** The model is what stands behind the collection: the id, and maybe the verb. */
	static Map<String, Object> asked(Ask ask) {
		String[] job = ask.model().split("/");
		String[] counts = job[0].split("-");
		if (counts.length != 3) {
			throw new RefusedException(404, "The simulated provider knows no prediction of that id.");
		}
		int left = Integer.parseInt(counts[1]);
		int pictures = Integer.parseInt(counts[2]);
		return (job.length > 1) ? Json.object("id", job[0], "status", "canceled", "output", null)
				: prediction(left - 1, pictures);
	}

	private static Map<String, Object> prediction(int left, int pictures) {
		String id = "sim-" + Math.max(left, 0) + "-" + pictures;
		if (left > 0) {
			return Json.object("id", id, "status", "processing", "output", null, "error", null);
		}
		List<String> urls = new ArrayList<>();
		for (int i = 0; i < pictures; i++) {
			urls.add("https://simulated.example/" + id + "/" + i + ".png");
		}
		return Json.object("id", id, "status", "succeeded", "output", urls, "error", null, "metrics",
				Json.object("predict_time", 0.1));
	}

}
