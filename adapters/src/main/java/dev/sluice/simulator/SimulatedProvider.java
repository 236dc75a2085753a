package dev.sluice.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A scripted model provider on loopback: a real HTTP server that speaks the dialects of
 * OpenAI, Anthropic, Gemini and Ollama, says that it is simulated, fails as told, and
 * logs what reached it.
 */
public final class SimulatedProvider implements AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	private final LoopResources loops = LoopResources.create("sluice-simulator", 2, true);

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final ScriptBook scripts = new ScriptBook();

	private final CallLog log;

	private final Socket refusing;

	private final DisposableServer server;

	private SimulatedProvider(SimulatorOptions options) {
		this.log = new CallLog(options.logCapacity());
		this.refusing = boundButNotListening();
		CallHandler handler = new CallHandler(options, this.scripts, this.log, Clock.systemUTC());
		this.server = HttpServer.create()
			.host(LOOPBACK)
			.port(options.port())
			.runOn(this.loops)
			.httpRequestDecoder((decoder) -> decoder.maxHeaderSize(256 * 1024).maxInitialLineLength(64 * 1024))
			.doOnChannelInit((observer, channel, remote) -> this.connections.add(channel))
			.handle(handler)
			.bindNow();
	}

	/**
	 * Starts a provider on 127.0.0.1.
	 * @param options where it listens and how it speaks
	 * @return the running provider
	 * @throws RuntimeException when the port is taken
	 */
	public static SimulatedProvider start(SimulatorOptions options) {
		return new SimulatedProvider(options);
	}

	/**
	 * Starts a provider on a free port that answers without waiting.
	 * @return the running provider
	 */
	public static SimulatedProvider start() {
		return start(SimulatorOptions.defaults());
	}

	/**
	 * The port it listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Its address, without a trailing slash and without {@code /v1}.
	 * @return such as {@code http://127.0.0.1:40123}
	 */
	public String baseUrl() {
		return "http://" + LOOPBACK + ":" + port();
	}

	/**
	 * An address of this machine that refuses every connection for as long as the
	 * provider runs.
	 * @return such as {@code http://127.0.0.1:40124}
	 */
	public String refusingUrl() {
		return "http://" + LOOPBACK + ":" + this.refusing.getLocalPort();
	}

	/**
	 * The calls that reached it.
	 * @return the log
	 */
	public CallLog log() {
		return this.log;
	}

	/**
	 * Gives all calls for some models a script. What the call's own model name or header
	 * says goes before it; of several globs that match, the one set last counts. Setting
	 * a glob again replaces its script and counts anew.
	 * @param modelGlob a model name without its own script, {@code *} for any characters
	 * @param script what to do
	 */
	public void script(String modelGlob, Script script) {
		this.scripts.program(modelGlob, script);
	}

	/**
	 * Takes back all scripts set by {@link #script} and begins all counts anew.
	 */
	public void clearScripts() {
		this.scripts.clear();
	}

	/**
	 * Counts connections, idle ones too.
	 * @return how many are open now
	 */
	public int openConnections() {
		return this.connections.size();
	}

	/**
	 * Stops listening and closes every connection.
	 */
	@Override
	public void close() {
		this.server.dispose();
		this.connections.close();
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).subscribe();
		try {
			this.refusing.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Socket boundButNotListening() {
		Socket socket = new Socket();
		try {
			socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), 0));
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
