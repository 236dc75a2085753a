package dev.sluice.chat.edge;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.TestCodecs;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 52 to 59: media, and how text and numbers are written. */
class MediaEdgeTests {

	private static final String PNG = "iVBORw0KGgo=";

	private static String image(String url) {
		return "{'model':'m','messages':[{'role':'user','content':[{'type':'text','text':'Hi'},{'type':'image_url',"
				+ "'image_url':{'url':'" + url + "'}}]}]}";
	}

	private static JsonNode source(String url) {
		return Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, image(url)).sent().at("/messages/0/content/1/source");
	}

	@Test
	void case52_anAddressPassesWhereTheProviderFetchesIt() {
		assertThat(source("https://example.com/a.png").toString())
			.isEqualTo("{\"type\":\"url\",\"url\":\"https://example.com/a.png\"}");
		String request = "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'image','source':"
				+ "{'type':'url','url':'https://example.com/a.png'}}]}]}";
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, request)
			.sent()
			.at("/messages/0/content/0/image_url/url")
			.asString()).isEqualTo("https://example.com/a.png");
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, request)
			.sent()
			.at("/input/0/content/0/image_url")
			.asString()).isEqualTo("https://example.com/a.png");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gemini-generate", "ollama-chat" })
	void case52_anAddressIsRefusedWhereNobodyWouldFetchIt(String id) {
		var refused = Crossed.refused(OPENAI_CHAT, Dialect.byId(id), image("https://example.com/a.png"));
		assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		assertThat(refused.clientMessage()).contains("base64");
	}

	@ParameterizedTest
	@CsvSource({ "iVBORw0KGgo=, image/png", "/9j/4AAQ, image/jpeg", "R0lGODlh, image/gif",
			"UklGRiQAAABXRUJQVlA4, image/webp" })
	void case52_theFirstBytesTellTheTypeWhateverIsSaid(String data, String type) {
		JsonNode source = source("data:image/bmp;base64," + data);
		assertThat(source.path("media_type").asString()).isEqualTo(type);
		assertThat(source.path("data").asString()).isEqualTo(data);
	}

	@Test
	void case52_contentGivenInTheCallReachesEveryProvider() {
		String request = image("data:image/png;base64," + PNG);
		assertThat(Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, request).sent().at("/contents/0/parts/1/inlineData"))
			.hasToString("{\"mimeType\":\"image/png\",\"data\":\"" + PNG + "\"}");
		assertThat(Crossed.call(OPENAI_CHAT, OLLAMA_CHAT, request).sent().at("/messages/0/images/0").asString())
			.isEqualTo(PNG);
		String gemini = "{'contents':[{'role':'user','parts':[{'inlineData':{'mimeType':'image/png','data':'" + PNG
				+ "'}}]}]}";
		assertThat(Crossed.call(GEMINI_GENERATE, OPENAI_CHAT, gemini)
			.sent()
			.at("/messages/0/content/0/image_url/url")
			.asString()).isEqualTo("data:image/png;base64," + PNG);
		assertThat(Crossed.call(GEMINI_GENERATE, ANTHROPIC_MESSAGES, gemini)
			.sent()
			.at("/messages/0/content/0/source/data")
			.asString()).isEqualTo(PNG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data:image/png;charset=x;base64,iVBORw0KGgo=", "DATA:IMAGE/PNG;BASE64,iVBORw0KGgo=",
			"data:;base64,iVBORw0KGgo=", "data:image/png;base64,iVBORw0KGgo",
			"data:image/png;base64,iVBO\\r\\nRw0K Ggo=" })
	void case53_aDataUrlIsUnderstoodHoweverItIsWritten(String url) {
		assertThat(source(url).toString())
			.isEqualTo(Crossed.json("{'type':'base64','media_type':'image/png','data':'iVBORw0KGgo='}"));
	}

	@Test
	void case53_theAlphabetOfUrlsBecomesTheUsualOne() {
		assertThat(source("data:image/jpeg;base64,_9j_4AAQ-_8").path("data").asString()).isEqualTo("/9j/4AAQ+/8=");
	}

	@Test
	void case54_aBodyOfManyMegabytesIsReadAndWritten() {
		String data = "iVBORw0KGgo" + "A".repeat(24 * 1024 * 1024 + 1);
		byte[] body = Crossed.json(image("data:image/png;base64," + data)).getBytes(StandardCharsets.UTF_8);
		byte[] sent = TestCodecs.of(ANTHROPIC_MESSAGES)
			.writeRequest(TestCodecs.of(OPENAI_CHAT).readRequest(body, Envelope.NONE),
					TestCodecs.model(ANTHROPIC_MESSAGES))
			.body();
		assertThat(sent.length).isGreaterThan(data.length());
	}

	@Test
	void case55_charactersThatAreCutBetweenBuffersStayWhole() {
		// Every stream of these tests is cut at every byte, this one inside its
		// characters.
		String text = "é€😀\u2028";
		for (Dialect client : Providers.CLIENTS) {
			for (Dialect provider : List.of(OPENAI_CHAT, ANTHROPIC_MESSAGES, GEMINI_GENERATE, OLLAMA_CHAT)) {
				if (client != provider) {
					Told told = Told.ofStream(client,
							Crossed.plain(client, provider).raw(streamed(provider, text), TestCodecs.FRAME));
					assertThat(told.text).as(provider + " to " + client).hasToString(text);
				}
			}
		}
	}

	private static String streamed(Dialect provider, String... pieces) {
		StringBuilder stream = new StringBuilder();
		if (provider == ANTHROPIC_MESSAGES) {
			stream.append(Crossed.framed(provider, Providers.messageStart(),
					Providers.blockStart(0, "{'type':'text','text':''}")));
		}
		for (String piece : pieces) {
			stream.append(Crossed.framed(provider, switch (provider) {
				case OPENAI_CHAT -> Providers.chunk("{'content':'" + piece + "'}");
				case ANTHROPIC_MESSAGES -> Providers.blockDelta(0, "{'type':'text_delta','text':'" + piece + "'}");
				case GEMINI_GENERATE -> Providers.parts("{'text':'" + piece + "'}");
				default -> "{'model':'m','message':{'role':'assistant','content':'" + piece + "'},'done':false}";
			}));
		}
		return stream.append(switch (provider) {
			case OPENAI_CHAT -> Crossed.framed(provider, Providers.chunk("{}", "'stop'"), "[DONE]");
			case ANTHROPIC_MESSAGES -> Crossed.framed(provider, Providers.blockStop(0),
					Providers.messageDelta("end_turn"), Providers.messageStop());
			case GEMINI_GENERATE -> Crossed.framed(provider, Providers.gemini("{'text':''}", "STOP"));
			default -> Crossed.framed(provider, Providers.ollama("{'role':'assistant','content':''}"));
		}).toString();
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai-chat", "anthropic-messages", "gemini-generate", "ollama-chat" })
	void case56_aCharacterCutBetweenTwoDeltasIsWholeForTheClient(String id) {
		Dialect provider = Dialect.byId(id);
		String stream = streamed(provider, "a\\ud83d", "\\ude00b");
		for (Dialect client : Providers.CLIENTS) {
			if (client != provider) {
				String text = Crossed.plain(client, provider).raw(stream, TestCodecs.FRAME);
				assertThat(text).as(client.id()).doesNotContain("?", "\\ud83d");
				assertThat(Told.ofStream(client, text).text).as(client.id()).hasToString("a😀b");
			}
		}
	}

	@Test
	void case57_halfCharactersAndControlsPassAsEscapes() {
		String odd = "a\\ud83d b\\u0000c\\u2028";
		for (Dialect client : Providers.CLIENTS) {
			Dialect provider = (client == OPENAI_CHAT) ? ANTHROPIC_MESSAGES : OPENAI_CHAT;
			String stream = Crossed.plain(client, provider).raw(streamed(provider, odd), TestCodecs.FRAME);
			assertThat(Told.ofStream(client, stream).text).as(client.id()).hasToString("a\ud83d b\u0000c\u2028");
			String whole = Crossed.plain(client, provider).answerText(Providers.saying(provider, odd));
			assertThat(whole).as(client.id()).contains("\\ud83d", "\\u0000");
		}
		String request = "{'model':'m','messages':[{'role':'user','content':'" + odd + "'}]}";
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).sentText()).contains("a\\ud83d b\\u0000c");
	}

	@Test
	void case58_numbersKeepTheirDigits() {
		String schema = "{'type':'object','properties':{'x':{'type':'number','minimum':1.0,'maximum':9007199254740993,"
				+ "'default':-0.0,'multipleOf':1e-7}}}";
		String sent = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				"{'model':'m','seed':9007199254740993,'temperature':0.10,'messages':[{'role':'user','content':'Hi'}],"
						+ "'tools':[{'type':'function','function':{'name':'f','parameters':" + schema + "}}]}")
			.sentText();
		assertThat(sent).contains(Crossed.json(schema), "\"temperature\":0.10");
		String gemini = Crossed
			.call(OPENAI_RESPONSES, GEMINI_GENERATE,
					"{'model':'m','input':'Hi','tools':[{'type':'function','name':'f','parameters':" + schema + "}]}")
			.sentText();
		assertThat(gemini).contains(Crossed.json(schema));
	}

	@Test
	void case58_countsStayIntegersAndProbabilitiesKeepTheirFloor() {
		String answer = Providers.saying(GEMINI_GENERATE, "Hi")
			.replace("'index':0",
					"'index':0,'logprobsResult':{'chosenCandidates':[{'token':'Hi','logProbability':-9999.0}],"
							+ "'topCandidates':[{'candidates':[]}]}");
		String chat = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).answerText(answer);
		assertThat(chat).contains("\"logprob\":-9999.0", "\"prompt_tokens\":9,");
	}

	@Test
	void case59_membersKeepTheirOrderAndTheLastOfTwoWins() {
		String request = "{'model':'m','messages':[{'role':'user','content':'Hi'}],'max_tokens':5,'max_tokens':7,"
				+ "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object','properties':"
				+ "{'z':{},'a':{},'m':{}}}}}]}";
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, request);
		assertThat(crossed.sentText()).contains(Crossed.json("{'z':{},'a':{},'m':{}}"));
		assertThat(crossed.sent().path("max_tokens").asInt()).isEqualTo(7);
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).sentText()).isEqualTo(crossed.sentText());
	}

}
