package dev.sluice.catalog;

import java.util.List;

/**
 * Which models of a provider may be used, by pattern. What is disabled stays so even when
 * it is enabled too.
 */
public final class ModelSelection {

	/** Every model. */
	public static final ModelSelection ALL = new ModelSelection(List.of(), List.of());

	private final List<Glob> enabled;

	private final List<Glob> disabled;

	/**
	 * Creates a selection.
	 * @param enabled patterns of the only models that may be used; none for all
	 * @param disabled patterns of models that may not
	 */
	public ModelSelection(List<String> enabled, List<String> disabled) {
		this.enabled = enabled.stream().map(Glob::new).toList();
		this.disabled = disabled.stream().map(Glob::new).toList();
	}

	/**
	 * Whether a model may be used.
	 * @param model the provider's name for it
	 * @return false when it is disabled, or others are enabled
	 */
	public boolean allows(String model) {
		return (this.enabled.isEmpty() || this.enabled.stream().anyMatch((glob) -> glob.matches(model)))
				&& this.disabled.stream().noneMatch((glob) -> glob.matches(model));
	}

}
