package dev.sluice.chat.image;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.call.Dialect;
import dev.sluice.chat.operation.OperationCodecs;

/** Auto-configuration of the codecs of pictures. */
@AutoConfiguration
public final class ImageCodecsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "sluiceImageCodecs")
	OperationCodecs<ImageRequest, ImageAnswer> sluiceImageCodecs() {
		return new OperationCodecs<>(
				List.of(new OpenAiImageCodec(Dialect.OPENAI_IMAGES), new OpenAiImageCodec(Dialect.OPENAI_IMAGE_EDITS)),
				List.of(new GeminiImageCodec(), new ReplicateImageCodec()));
	}

}
