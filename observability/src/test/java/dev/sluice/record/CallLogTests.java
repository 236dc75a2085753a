package dev.sluice.record;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallLogTests {

	@Test
	void writesOneLineOfPairs() {
		assertThat(CallLog.line(Samples.record("req_1", "acme"))).isEqualTo("request=req_1 attempt=1 last=true "
				+ "tenant=acme caller=key-1 route=chat dialect=openai-chat model=gpt-4o stream=true "
				+ "target=openai/gpt-4o rule=gpt-4* status=200 end=COMPLETE ms=345 first_content_ms=12 "
				+ "request_bytes=100 reply_bytes=2000 input_tokens=7 output_tokens=5 estimated=false");
	}

	@Test
	void aModelNameForgesNeitherPairNorLine() {
		String forged = "x last=false\nrequest=other \u2028\u001b[31m=" + "y".repeat(5_000);
		String line = CallLog.line(Samples.record("req_1", "acme", forged, true));
		assertThat(line).contains("model=x?last?false?request?other????31m?yyy").hasSizeLessThan(700);
		assertThat(line.lines()).hasSize(1);
	}

}
