/**
 * The one table of errors. A row says who is at fault, which HTTP status it becomes and what the caller reads.
 * On the wire an error is RFC 9457 problem details; only rows with fault `caller` may carry a detail of their own.
 */

import { PROOF_ERRORS } from "./errors/access.ts";
import { ACCOUNT_ERRORS } from "./errors/accounts.ts";
import { ARCHIVE_ERRORS } from "./errors/archive.ts";
import { BACKUP_ERRORS } from "./errors/backup.ts";
import { CLUSTER_ERRORS } from "./errors/cluster.ts";
import { DISPOSAL_ERRORS } from "./errors/disposal.ts";
import { IDEMPOTENCY_ERRORS } from "./errors/idempotency.ts";
import { KEY_ERRORS } from "./errors/keys.ts";
import { caller, type Fault, ours, type Row } from "./errors/row.ts";

export type { Fault } from "./errors/row.ts";

export const ERRORS = {
	// the request
	"invalid-request": caller(400, "The request is not well formed.", "Mend what is named, and send it again."),
	"invalid-json": caller(400, "The body is not valid JSON.", "Send one JSON value in UTF-8."),
	"invalid-field": caller(
		422,
		"A field has a value that is not accepted.",
		"Mend each fault named in errors and send it again.",
	),
	"invalid-query": caller(
		400,
		"The search query cannot be understood.",
		"See lint: each entry names the place and the cure.",
	),
	"invalid-plan": caller(
		400,
		"The engine cannot be asked this at once.",
		"Ask for less, as the detail says: fewer words, filters or results.",
	),
	"invalid-cursor": caller(
		400,
		"This cursor leads nowhere.",
		"Ask for the first page again, without a cursor; it comes with a new one.",
	),
	"unsupported-media-type": caller(
		415,
		"The body has a media type that is not accepted here.",
		"Use the media type that the API document names.",
	),
	"body-too-large": caller(413, "The body is larger than is accepted here.", "Send less at once."),
	"url-too-long": caller(
		414,
		"The URL is longer than is accepted here.",
		"Put long queries into the body of POST /v1/search.",
	),
	"request-timeout": caller(408, "The request did not arrive in time.", "Send it again, or in smaller parts."),
	"headers-too-large": caller(
		431,
		"The header fields are larger than is accepted.",
		"Send fewer or shorter header fields.",
	),
	"not-found": caller(404, "There is nothing here for you.", "Check the id and the tenant of your credentials."),
	"method-not-allowed": caller(405, "This method is not offered here.", "See the Allow header."),
	conflict: caller(
		409,
		"The record was changed by somebody else in the meantime.",
		"Read it again and repeat your change.",
	),
	"too-many-requests": caller(429, "Too many requests.", "Wait for the seconds in Retry-After."),
	// access
	"invalid-token": caller(
		401,
		"The access token is missing, expired or not valid.",
		"Get a new token from /oauth/v2/accessToken.",
	),
	...PROOF_ERRORS,
	"invalid-client": caller(401, "Client authentication failed.", "Check client id and secret."),
	"insufficient-scope": caller(
		403,
		"The token does not grant this.",
		"Ask the tenant's admin for a client with the scope named in the detail.",
	),
	"seat-unavailable": caller(
		403,
		"The seat that this is asked for is not there, or not active.",
		"Name an active one: GET /v1/seats.",
	),
	"unsupported-grant": caller(400, "This grant type is not offered.", "Use grant_type=client_credentials."),
	"invalid-scope": caller(
		400,
		"A requested scope is not granted to this client.",
		"Leave scope out to get all that is granted.",
	),
	// tenants
	"invalid-tenant-id": caller(
		400,
		"This is not a tenant id.",
		"Use 2 to 40 characters a-z, 0-9 and -, beginning with a letter.",
	),
	"tenant-exists": caller(409, "A tenant with this id exists already.", "Choose another id."),
	"tenant-unavailable": caller(
		404,
		"There is nothing here for you.",
		"Check the id and the tenant of your credentials.",
	),
	/** Command line only: who holds the master key may know which tenants there are. */
	"tenant-not-found": caller(
		404,
		"There is no tenant with this id.",
		"See which there are: tributary tenant list. Make one: tributary tenant create ID.",
	),
	"tenant-disabled": caller(403, "This tenant is disabled.", "Ask the operator."),
	...DISPOSAL_ERRORS,
	// files: each is a typed parse failure; the file is kept and can be parsed again, unless it is too large to be taken
	"file-empty": caller(422, "The file is empty.", "Upload the file again."),
	"file-too-large": caller(413, "The file is larger than is accepted.", "Keep resumes under the stated limit."),
	"file-type-unsupported": caller(
		422,
		"This kind of file is not read.",
		"Upload PDF, DOCX, DOC, ODT, RTF, HTML, Markdown, plain text, an e-mail with the resume, JSON Resume or a LinkedIn export.",
	),
	"file-encrypted": caller(422, "The file is protected by a password.", "Upload it without protection."),
	"file-corrupt": caller(422, "The file is damaged and cannot be read.", "Export it again from where it was made."),
	"file-too-complex": caller(
		422,
		"Reading the file took more time, memory or pages than is allowed.",
		"Export it as a plain PDF.",
	),
	"no-text-layer": caller(
		422,
		"The file holds only images of text.",
		"Upload a file with text, or switch on text recognition.",
	),
	"not-a-resume": caller(
		422,
		"The text in the file does not look like a resume.",
		"Check that this is the right file.",
	),
	"parser-failed": ours(
		422,
		"The parser stopped without a result.",
		"The file is kept; parse it again after the next release.",
	),
	// files on the disk of this machine: command line only
	"file-not-found": caller(404, "There is no such file or folder.", "Check the path."),
	"file-unreadable": caller(422, "The file or folder cannot be read.", "Check what it is and who may read it."),
	"file-malformed": caller(422, "A file that was given is not as it should be.", "Mend what is named, and try again."),
	"folder-in-use": caller(
		409,
		"The folder of the demo is used by something else.",
		"Name another folder with --dir (and another address with --port), or stop what uses it.",
	),
	// the simulated ATS: command line only
	"simulator-missing": caller(
		404,
		"The simulated ATS is not part of this installation.",
		"Run the verb in a checkout of the repository, which has the folder test/ats-simulator.",
	),
	"credentials-missing": caller(
		400,
		"The served instance, or the credentials for it, are not known.",
		"Start a demo (tributary start) and name one of its tenants, or give --url, --client-id, --client-secret and --organization.",
	),
	// identity
	"merged-away": caller(
		409,
		"This candidate was merged into another.",
		"Send its changes to the candidate named in the detail, or unmerge it.",
	),
	"not-mergeable": caller(409, "These candidates cannot be merged or parted.", "See the detail."),
	// the ATS
	"foreign-context": caller(
		403,
		"There is nothing here for you.",
		"Use the integrationContext that your application was enabled for.",
	),
	"withheld-by-settings": caller(
		403,
		"The tenant's settings do not take this.",
		"Ask the tenant's admin; the detail names the setting.",
	),
	"integration-disabled": caller(
		403,
		"This integration is not switched on.",
		"Ask the tenant's admin to switch it on: PUT /v1/integrations/{type}.",
	),
	"stale-record": caller(
		409,
		"Something newer is known of this record.",
		"Send it with the time of its latest change, or leave it: nothing was changed.",
	),
	"already-exists": caller(409, "This exists already.", "Use what is there; the detail says how to find it."),
	"job-closed": caller(409, "The job is closed or not known.", "Send it open first."),
	"address-not-allowed": caller(
		422,
		"Nothing is sent to this address.",
		"Use a public https address on port 443 or 80, as the detail says.",
	),
	"quota-exceeded": caller(429, "The quota is used up.", "Go on after the seconds in Retry-After."),
	"version-missing": caller(
		400,
		"The header LinkedIn-Version is missing or not of a version that is served.",
		"Send LinkedIn-Version: YYYYMM with a version that the detail names.",
	),
	"version-sunset": caller(426, "This version is not served any more.", "Send a later LinkedIn-Version."),
	// the desk
	"limit-reached": caller(409, "There is no room for more.", "Remove something first; the detail names the limit."),
	"not-yours": caller(403, "This belongs to somebody else.", "Ask its owner, or use another id."),
	// signals
	"signals-off": caller(
		409,
		"This tenant keeps no signals.",
		"Ask the operator to switch them on: tributary tenant set ID --signals on.",
	),
	"experiment-running": caller(409, "An experiment is running already.", "Stop it first; its outcome stays readable."),
	// tasks
	"task-not-resumable": caller(409, "A task in this state cannot be changed that way.", "See the state of the task."),
	// configuration and storage
	"unsafe-configuration": caller(500, "The configuration is not safe to serve with.", "Mend each fault that is named."),
	"invalid-configuration": caller(500, "The configuration is not valid.", "Mend each fault that is named."),
	"no-data": caller(
		500,
		"There is no data here yet.",
		"Make a first tenant: tributary tenant create ID. Or name the data with --data or --config.",
	),
	"address-unavailable": caller(
		500,
		"The address to listen on cannot be had.",
		"Stop what listens there, or choose another port (--port, or listen.port of the configuration).",
	),
	"invalid-profile": caller(422, "The ranking profile is not valid.", "Mend each fault named in errors."),
	"wrong-key": ours(500, "A store cannot be opened with this key.", "Check the master key."),
	...IDEMPOTENCY_ERRORS,
	...KEY_ERRORS,
	"store-corrupt": ours(500, "A store is damaged.", "Restore it from a backup."),
	"store-unavailable": ours(503, "The store cannot be reached.", "Try again in a moment."),
	...CLUSTER_ERRORS,
	...ACCOUNT_ERRORS,
	...ARCHIVE_ERRORS,
	...BACKUP_ERRORS,
	"audit-unavailable": ours(
		503,
		"The access cannot be recorded, so nothing is answered.",
		"Try again in a moment; tell the operator.",
	),
	overloaded: ours(503, "The service is busy.", "Try again after the seconds in Retry-After."),
	internal: ours(500, "Something went wrong on our side.", "Tell the operator the request id."),
} as const satisfies Record<string, Row>;

export type ErrorCode = keyof typeof ERRORS;

/** A fault in one place of the input: RFC 6901 pointer (or a named parameter) and what is wrong there. */
export interface FieldFault {
	readonly pointer: string;
	readonly detail: string;
}

/** A remark on a search query, as in the answer of a search. `span`: offsets into the text, UTF-16 code units. */
export interface QueryRemark {
	readonly level: string;
	readonly code: string;
	readonly message: string;
	readonly span: { readonly start: number; readonly end: number };
}

export interface ErrorContext {
	/** What was wrong, where, and what to do; without personal data. Reaches the caller only when the row's fault is `caller`. */
	readonly detail?: string;
	readonly errors?: readonly FieldFault[];
	/** Of `invalid-query`. */
	readonly lint?: readonly QueryRemark[];
	readonly cause?: unknown;
	/** Seconds, for Retry-After. */
	readonly retryAfter?: number;
}

/** The only error class that is thrown on purpose. Anything else that surfaces is `internal`. */
export class TributaryError extends Error {
	readonly code: ErrorCode;
	readonly detail: string | undefined;
	readonly errors: readonly FieldFault[];
	readonly lint: readonly QueryRemark[];
	readonly retryAfter: number | undefined;

	constructor(code: ErrorCode, context: ErrorContext = {}) {
		super(context.detail ?? ERRORS[code].title, { cause: context.cause });
		this.name = "TributaryError";
		this.code = code;
		this.detail = context.detail;
		this.errors = context.errors ?? [];
		this.lint = context.lint ?? [];
		this.retryAfter = context.retryAfter;
	}

	get status(): number {
		return ERRORS[this.code].status;
	}
	get fault(): Fault {
		return ERRORS[this.code].fault;
	}
}

/** Problem details of RFC 9457, as they go over the wire and into `<name>.error.json`. */
export interface Problem {
	readonly type: string;
	readonly title: string;
	readonly status: number;
	readonly code: ErrorCode;
	readonly detail?: string;
	readonly remedy: string;
	readonly errors?: readonly FieldFault[];
	/** Extension member of `invalid-query`. */
	readonly lint?: readonly QueryRemark[];
	readonly instance?: string;
}

/**
 * Problem details for any thrown value. What is not a TributaryError becomes `internal` and says nothing of its cause.
 * @param instance the request id as a URI reference, where there is one
 */
export function toProblem(thrown: unknown, instance?: string): Problem {
	const error = thrown instanceof TributaryError ? thrown : new TributaryError("internal", { cause: thrown });
	const row = ERRORS[error.code];
	return {
		type: `urn:tributary:error:${error.code}`,
		title: row.title,
		status: row.status,
		code: error.code,
		...(row.fault === "caller" && error.detail !== undefined ? { detail: error.detail } : {}),
		remedy: row.remedy,
		...(error.errors.length > 0 ? { errors: error.errors } : {}),
		...(error.lint.length > 0 ? { lint: error.lint } : {}),
		...(instance === undefined ? {} : { instance }),
	};
}
