/** How schemathesis is asked to look: everything, but for what is named here with its reason. */

/** What a check does not hold where, and why that is right. */
const EXCEPTIONS: readonly { readonly paths: string; readonly check: string; readonly why: string }[] = [
	{
		paths: "^/v1/(candidates/import|candidates/resume|jobs/exportable|tasks/resumes|webhooks/dead-letters)$",
		check: "allow_header_conformance",
		why: "The same path is also an id of the route with {id}, whose methods are therefore allowed: Allow says so, and the document has them there.",
	},
	{
		paths: "^/oauth/v2/(introspectToken|accessToken)$",
		check: "positive_data_acceptance",
		why: "OAuth answers 400 where two ways to sign in are shown at once (RFC 6749, 2.3), which no schema of a form says; and GET is there to be refused, as the document says.",
	},
	{
		paths: "^/v1/(search|people|projects|saved-searches)(/|$)",
		check: "positive_data_acceptance",
		why: "A cursor that nobody was given, a desk of another seat and a requirement that is no query are told with 400, and no schema can say which they are.",
	},
	{
		paths: "^/v1/candidates/import$",
		check: "negative_data_rejection",
		why: "What is sent is text, whatever it was made of, and each of its lines is answered by itself.",
	},
	{
		paths: "^/v1/ranking/corpora/\\{id\\}/agreement$",
		check: "response_schema_conformance",
		why: "Schemathesis 4.32 reads a tuple of JSON Schema 2020-12 below anyOf as one of draft 4, and then refuses what it made of it.",
	},
];

/**
 * @param examples drawn at random for each operation; 0: none
 * @returns schemathesis.toml; the token comes from the environment, CONTRACT_TOKEN
 */
export function settings(examples: number): string {
	const exceptions = EXCEPTIONS.map(
		({ paths, check, why }) =>
			`# ${why}\n[[operations]]\ninclude-path-regex = '${paths}'\n[operations.checks.${check}]\nenabled = false\n`,
	);
	return `# What is asked of this machine while it does much else.
request-timeout = 60
headers = { Authorization = "Bearer \${CONTRACT_TOKEN}" }
${examples === 0 ? "" : `[generation]\nmax-examples = ${examples}\n`}
# 413, 414, 431: a body, an address or a header is refused for its size before anything in it is looked at.
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429, 431]

# 422: rules between fields, and about what is stored, that a schema cannot say; each answer names them.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 413, 422, 429]

${exceptions.join("\n")}`;
}
