package dev.sluice.chat.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JsonWriterTests {

	private final JsonWriter out = new JsonWriter();

	@Test
	void putsCommasWhereTheyBelong() {
		this.out.object().member("a", 1).array("b").value(true).object().endObject().value("x").endArray();
		this.out.member("c", new RawJson("{\"d\":1.0}")).object("e").endObject().optional("f", (String) null);
		this.out.optional("g", new BigDecimal("1E+2")).endObject();
		assertThat(text()).isEqualTo("{\"a\":1,\"b\":[true,{},\"x\"],\"c\":{\"d\":1.0},\"e\":{},\"g\":100}");
	}

	@Test
	void writesEveryCharacterSoThatReadersSeeTheSame() {
		StringBuilder all = new StringBuilder();
		for (int c = 0; c < 0x10000; c++) {
			if (!Character.isSurrogate((char) c)) {
				all.append((char) c);
			}
		}
		all.append("😀").append(Character.toChars(0x10FFFF));
		this.out.value(all.toString());
		assertThat(JsonMapper.shared().readValue(this.out.toBytes(), String.class)).isEqualTo(all.toString());
	}

	@Test
	void writesHalfACharacterAsAnEscape() {
		this.out.array().value("a\ud83d").value("\ude00b").value(new RawJson("\"\ud83d\"")).endArray();
		assertThat(text()).isEqualTo("[\"a\\ud83d\",\"\\ude00b\",\"\\ud83d\"]");
	}

	private String text() {
		return new String(this.out.toBytes(), StandardCharsets.UTF_8);
	}

}
