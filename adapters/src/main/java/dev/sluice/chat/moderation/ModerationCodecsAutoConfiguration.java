package dev.sluice.chat.moderation;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.chat.operation.OperationCodecs;

/** Auto-configuration of the codecs of moderations. */
@AutoConfiguration
public final class ModerationCodecsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "sluiceModerationCodecs")
	OperationCodecs<ModerationRequest, ModerationAnswer> sluiceModerationCodecs() {
		return new OperationCodecs<>(List.of(new OpenAiModerationCodec()), List.of(new MistralModerationCodec()));
	}

}
