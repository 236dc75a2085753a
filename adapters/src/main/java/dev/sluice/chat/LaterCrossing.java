package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;

/**
 * A chat whose provider may answer with a job. It remembers the job's id, because not
 * every answer repeats it.
 */
final class LaterCrossing implements Crossing {

	private final Crossing crossing;

	private final ProviderCodec upstream;

	private volatile @Nullable String job;

	LaterCrossing(Crossing crossing, ProviderCodec upstream) {
		this.crossing = crossing;
		this.upstream = upstream;
	}

	@Override
	public @Nullable String unfinished(byte[] body) {
		try {
			this.job = this.upstream.unfinished(body, this.job);
			return this.job;
		}
		catch (JacksonException ex) {
			throw Crossing.unreadable(ex);
		}
	}

	@Override
	public byte[] body() {
		return this.crossing.body();
	}

	@Override
	public List<String> dropped() {
		return this.crossing.dropped();
	}

	@Override
	public boolean described() {
		return this.crossing.described();
	}

	@Override
	public AnswerShape shape(Dialect upstream) {
		return this.crossing.shape(upstream);
	}

	@Override
	public byte[] answer(byte[] body, int from, int length, AnswerFrame frame) {
		return this.crossing.answer(body, from, length, frame);
	}

	@Override
	public boolean streams() {
		return this.crossing.streams();
	}

	@Override
	public byte[] answerAsStream(byte[] body, int from, int length, AnswerFrame frame) {
		return this.crossing.answerAsStream(body, from, length, frame);
	}

	@Override
	public StreamTranslation stream(AnswerFrame frame) {
		return this.crossing.stream(frame);
	}

	@Override
	public StreamTranslation streamAsAnswer(AnswerFrame frame) {
		return this.crossing.streamAsAnswer(frame);
	}

}
