import * as z from "zod";

/**
 * How somebody or something is called by whoever names it: in any language, but without controls and bidirectional overrides, which act
 * where they are shown. For what comes in; what is stored may be from before this was looked at.
 */
export const displayName = (longest: number) =>
	z
		.string()
		.trim()
		.min(1)
		.max(longest)
		.regex(/^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u, "Use printable characters.");

export const DisplayName = displayName(200);
