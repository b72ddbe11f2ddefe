import { caller, ours } from "./row.ts";

/** People who sign in, and what they may do about each other. */
export const ACCOUNT_ERRORS = {
	"sign-in-refused": caller(403, "There is no account here for you.", "Ask an admin of your company to invite you."),
	"mfa-required": caller(
		403,
		"Your company wants a second factor, and you signed in without one.",
		"Sign in again with it; set it up at your identity provider first.",
	),
	"sign-in-failed": caller(
		400,
		"The sign-in was not completed.",
		"Begin again: the answer of the identity provider was late, came twice, or is not one to your own question.",
	),
	"sign-in-unavailable": ours(
		503,
		"Nobody can sign in there at present.",
		"Check the address; the identity provider may be away, or not be set up.",
	),
	"csrf-refused": caller(
		403,
		"This was not sent by a page of ours.",
		"Send the csrfToken of GET /v1/me in the header Tributary-CSRF, from a page of this site.",
	),
	"own-account": caller(
		403,
		"Nobody decides about himself.",
		"Have another person do it: roles, seats and reviews need four eyes.",
	),
	"second-person-required": caller(
		409,
		"This takes a second person, and waits for one.",
		"Have somebody else who could ask for it approve it: POST /v1/second-person/{id}/approve; the detail names it.",
	),
	"operator-grant-required": caller(
		403,
		"Nobody has access to this tenant's data without a grant that is his.",
		"Ask for one: tributary operator request TENANT. In an emergency: tributary operator break-glass TENANT.",
	),
	"operator-name-required": caller(
		403,
		"Whoever changes something of a tenant does it under his own name.",
		"Say who you are: --operator NAME --operator-key FILE, as registered with approver add --role operator.",
	),
	"review-pending": caller(
		409,
		"An emergency access of yours, or from before you were registered, was not reviewed yet.",
		"Have it reviewed first: tributary operator review, or POST /v1/operator-grants/{id}/review.",
	),
	"account-required": caller(403, "This is a person's to do.", "Sign in with an account: a client cannot do it."),
} as const;
