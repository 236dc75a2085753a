package dev.sluice.call;

/** What a credential may do. */
public enum Permission {

	/** List models and read what the gateway shows of itself. */
	READ,

	/** Call models. */
	WRITE,

	/** Change the gateway. Implies the other two. */
	ADMIN

}
