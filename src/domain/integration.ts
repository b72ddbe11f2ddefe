import * as z from "zod";

/** What of the product an ATS is connected to. The names are those of the wire. */
export const INTEGRATION_TYPES = [
	"ONE_CLICK_EXPORT",
	"IN_ATS_INDICATOR",
	"PROFILE_PLUGIN",
	"RECOMMENDED_MATCHES",
	"UNIFIED_SEARCH",
	"CSA_API",
] as const;
export const IntegrationType = z.enum(INTEGRATION_TYPES);
export type IntegrationType = z.output<typeof IntegrationType>;

/** Whether an integration belongs to the organization or to the contract of a tenant, on the wire. */
export const contextOf = (type: IntegrationType): "organization" | "contract" =>
	type === "CSA_API" ? "contract" : "organization";

/**
 * Where an integration stands. The vendor documents no values, so these are ours: `DISABLED` nobody has asked for it, or the admin has
 * switched it off; `REQUESTED` the ATS has named it and waits for the admin; `ENABLED` the admin has switched it on.
 */
export const OnboardingStatus = z.enum(["REQUESTED", "ENABLED", "DISABLED"]);
export type OnboardingStatus = z.output<typeof OnboardingStatus>;

/** What an ATS configures of its integrations, and of which one. */
export const CONFIGURATION_KEYS = {
	/** Where its pushes go. */
	CALLBACK_URL: "ONE_CLICK_EXPORT",
	/** Who sees jobs without access lists: everybody, or without this configuration nobody. */
	JOB_POSTING_VIEWERS: "ONE_CLICK_EXPORT",
	/** The same for applications. */
	APPLICATION_VIEWERS: "IN_ATS_INDICATOR",
} as const satisfies Record<string, IntegrationType>;
export type ConfigurationKey = keyof typeof CONFIGURATION_KEYS;
export const ConfigurationKey = z.enum(["CALLBACK_URL", "JOB_POSTING_VIEWERS", "APPLICATION_VIEWERS"]);

/** The only value of the two that say who sees something. */
export const ALL_PRODUCT_USERS = "ALL_PRODUCT_USERS";

export const IntegrationName = z
	.string()
	.trim()
	.min(1, "value is shorter than 1 character")
	.max(200, "value has more than 200 characters")
	.regex(/^\P{Cc}*$/u, "value has control characters");

/** An integration as it is shown to the tenant's admin. */
export const Integration = z.strictObject({
	type: IntegrationType,
	/** As the ATS calls it. */
	name: z.string().nullable(),
	context: z.enum(["organization", "contract"]),
	status: OnboardingStatus,
	enabled: z.boolean(),
	updatedAt: z.iso.datetime().nullable(),
});
export type Integration = z.output<typeof Integration>;
