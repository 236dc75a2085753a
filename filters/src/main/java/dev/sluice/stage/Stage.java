package dev.sluice.stage;

/**
 * The stages that every call on an {@code ai:} route passes, in this order, whatever the
 * order of lines in its route. YAML lines such as {@code AiAuth} only configure them.
 */
public enum Stage {

	/** May the caller do this, within its limits? Gives out the admission. */
	ADMIT(9000),

	/** Changes of the request: guards, defaults, prompts. */
	SHAPE(9100),

	/** Is there an answer already? */
	REUSE(9200),

	/** The attempt loop. */
	DISPATCH(10010),

	/** Writing the reply, outside of the filters that decorate responses. */
	WRITE(-1);

	private final int order;

	Stage(int order) {
		this.order = order;
	}

	/**
	 * The order of the stage's global filter.
	 * @return an order among Spring Cloud Gateway's filters; those of a route have 1 and
	 * up
	 */
	public int order() {
		return this.order;
	}

}
